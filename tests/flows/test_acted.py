"""What a stay keeps when it is left: whether anybody was talked to or a task was done in it."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from definitions import Refused
from flows import contacts, stages
from flows import tasks as work_tasks
from records import tables, tasks
from tests.flows.paths import PathWorld

STAGES = ("touch", "quote", "last_talk", "signed", "parked", "lost")
PARKED = {"park_reason": "预算", "wake_on": "2027-12-08", "hook": "问预算批复"}
acts = st.lists(st.one_of(st.sampled_from(["talk", "do"]), st.sampled_from(STAGES)), max_size=7)


def talk(work, order):
    contacts.log(work, "order", order, way="call", outcome="interested", content="谈了")


def do(work, order):
    """What is done without talking to anybody."""
    for row in [row for row in tasks.open_of(work.connection, "order", order) if row.task != "call"][:1]:
        work_tasks.complete(work, row.id)


def move(work, order, to):
    answers = PARKED if to == "parked" else {"lost_reason": "x"} if to == "lost" else {}
    stages.advance(work, "order", order, to, answers=answers, skip_reason="knows_us")


def act(world, order, name):
    """One act, a minute after the one before; what the pipeline refuses leaves nothing."""
    world.passes(minutes=1)
    with suppress(Refused), world.work() as work:
        {"talk": talk, "do": do}.get(name, lambda work, order: move(work, order, name))(work, order)


def rows(world, table, order):
    with world.work() as work:
        return work.connection.execute(
            select(table).where(table.c.form == "order", table.c.record == order).order_by(table.c.id)
        ).all()


def expected(world, order, stay):
    """By looking at everything that ever happened to the record."""
    done = [row.ended_at for row in rows(world, tables.task, order) if row.state == "done"]
    said = [row.at for row in rows(world, tables.event, order) if row.kind == "contact_logged"]
    return any(stay.entered_at <= at <= stay.left_at for at in (*done, *said))


def test_a_stay_keeps_whether_anything_was_done_in_it(world):
    @given(acts)
    @settings(max_examples=25)
    def holds(names):
        order = world.submit(amount=1000, need="轴承")
        for name in names:
            act(world, order, name)
        for stay in rows(world, tables.stage_visit, order):
            assert stay.acted == (None if stay.left_at is None else expected(world, order, stay)), stay.stage

    holds()


@pytest.mark.parametrize("name", ["talk", "do"])
def test_what_was_done_before_a_move_counts(world, name):
    order = world.submit(amount=1000, need="轴承")
    act(world, order, name)
    act(world, order, "lost")
    assert [stay.acted for stay in rows(world, tables.stage_visit, order)] == [True, None]


def test_what_is_done_after_a_move_is_of_the_next_stay(world):
    order = world.submit(amount=1000, need="轴承")
    act(world, order, "lost")
    act(world, order, "talk")
    assert [stay.acted for stay in rows(world, tables.stage_visit, order)] == [False, None]


PASSING = """
start: one
stages:
  - {id: one, next: [two], tasks: [{id: call, label: Call}]}
  - id: two
    next: [three]
    moves: [{id: on, when: "amount > 0", to: three}]
  - {id: three, outcome: won}
"""


def test_stage_that_is_passed_through_at_once_has_nothing_done_in_it(database, now):
    world = PathWorld(database, now, PASSING)
    order = world.submit(amount=1000)
    world.complete(order, "call")
    world.passes(minutes=1)
    world.advance(order, "two")
    stays = rows(world, tables.stage_visit, order)
    assert [(stay.stage, stay.acted) for stay in stays] == [("one", True), ("two", False), ("three", None)]
