"""A record that becomes part of a closed one leaves nothing to do there, and has it back when they are parted."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from flows import contacts, duplicates, stages
from forms import table_of
from records import events, tables, tasks
from tests.flows.alike import alike, merge, story, two

on_sqlite = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


@pytest.fixture
def world(database, now):
    """Orders that may be alike."""
    return alike(database, now)


def everything(world):
    """What there is to do, when, and what each order knows of it."""
    with world.work() as work:
        found = {}
        for name in ("task", "timer", "stage_visit"):
            table = tables.metadata.tables[name]
            passing = {"attempts", "lease_until", "due_at", "paused_at", "updated_at"}
            found[name] = texts(work, table, [column for column in table.c if column.name not in passing])
        table = table_of(work.catalog, "order")
        columns = [c for c in table.c if c.name not in ("version", "updated_at", "next_due_at")]
        found["order"] = texts(work, table, columns)
        return found


def texts(work, table, columns):
    return [tuple(map(str, row)) for row in work.connection.execute(select(*columns).order_by(table.c.id))]


def closed_and_open(world):
    """A record that is closed, and another one of theirs that has just come in."""
    first, second = two(world)
    with world.work(world.manager) as work:
        stages.advance(work, "order", first, "lost", answers={"lost_reason": "price"})
    return first, second


def live(world, record):
    with world.work() as work:
        return [row.task for row in tasks.live_of(work.connection, "order", record)]


def test_nothing_is_left_to_do_in_a_closed_record_that_another_became_part_of(world):
    first, second = closed_and_open(world)
    left = live(world, second)
    merge(world, first, second)
    assert "call" in left and live(world, first) == [] and world.row(first).next_task is None
    with world.work() as work:
        [told] = events.timeline(work.connection, "order", first, kinds=["merged"])
        reasons = [row.reason for row in tasks.of_record(work.connection, "order", first)]
    assert len(told.data["ended"]) == len(left) == reasons.count("merged_into_closed")


def test_undone_merge_into_a_closed_record_brings_its_tasks_and_clocks_back(world):
    first, second = closed_and_open(world)
    before, due = everything(world), world.row(second).next_due_at
    number = merge(world, first, second)
    with world.work(world.manager) as work:
        duplicates.unmerge(work, number)
    assert everything(world) == before and world.row(second).next_due_at == due


def test_time_in_a_closed_record_is_not_counted_against_its_tasks(world):
    first, second = closed_and_open(world)
    due = world.row(second).next_due_at
    number = merge(world, first, second)
    world.passes(days=7)
    world.tick()
    with world.work(world.manager) as work:
        duplicates.unmerge(work, number)
    assert world.row(second).next_due_at >= due + timedelta(days=6)
    assert "task_overdue" not in story(world, second)


@on_sqlite
def test_promise_is_still_to_be_kept_in_a_closed_record(world):
    first, second = closed_and_open(world)
    with world.work(world.manager) as work:
        said = {"way": "call", "outcome": "reached", "content": ".", "task": None}
        contacts.log(work, "order", second, **said, next_step="call", next_at=world.now + timedelta(days=1))
    merge(world, first, second)
    assert live(world, first) == ["next_step"]
