"""What a stage watches for: signals that open tasks, conditions and times that move the record."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from flows import intake, timeline
from flows.assignment import route_these
from flows.subject import look
from forms import table_of
from records import timers
from tests.flows.paths import PathWorld, problems

PATH = """
start: one
plays:
  - {id: executive, label: Boss, in: [one, two], when: "need contains 'boss'", must: true, within: 1 working day}
stages:
  - id: one
    next: [two, lost]
    skip: {with: reason}
    leave_when: "filled(need)"
    tasks:
      - {id: call, label: Call, within: 2h}
      - {id: approve, label: Approve, when: "amount > 100", who: superior, within: 2h, must: true}
    moves:
      - {id: large, label: Large, when: "amount >= 1000", to: two}
      - {id: no_answer, after: 14 days, when: "not done(call)", to: lost, set: {lost_reason: "'no answer'"}}
  - id: two
    next: [won]
    back: [one]
    moves: [{id: shrunk, when: "amount < 20", to: one}]
  - {id: won, outcome: won}
  - {id: lost, outcome: lost, ask: [lost_reason], next: [one]}
"""


@pytest.fixture
def world(database, now):
    return PathWorld(database, now, PATH)


@pytest.fixture
def order(world):
    return world.submit(amount=50)


def test_task_opens_when_its_condition_begins_to_hold(world, order):
    assert "approve" not in world.tasks(order)
    world.edit(order, amount=150)
    approve = world.tasks(order)["approve"]
    assert (approve.state, approve.how, approve.assignee) == ("open", "when", world.manager)


def test_it_opens_once_for_each_stay(world, order):
    for amount in (150, 50, 160):
        world.edit(order, amount=amount)
    with world.work() as work:
        from records import tasks

        assert [row.task for row in tasks.of_record(work.connection, "order", order)].count("approve") == 1


def test_it_says_which_rule_and_values_opened_it(world, order):
    world.edit(order, amount=150)
    said = world.event(order, "task_opened")
    assert said["seen"] == {"amount": 150} and "Amount" in said["why"]["en"]


def test_play_opens_in_whatever_stage_the_signal_shows(world, order):
    world.edit(order, need="their boss asks")
    assert world.states(order)["executive"] == "open"


def test_made_play_is_not_opened_in_the_next_stage(world, order):
    world.edit(order, need="their boss asks")
    world.complete(order, "executive")
    world.advance(order, "two")
    assert world.tasks(order)["executive"].stage == "one"


def test_skipped_play_was_decided_about(world, order):
    world.edit(order, need="their boss asks")
    world.advance(order, "two", skip_reason="why")
    assert (world.tasks(order)["executive"].stage, world.states(order)["executive"]) == ("one", "skipped")


def test_play_that_may_wait_goes_along(database, now):
    world = PathWorld(database, now, PATH.replace("must: true, within: 1 working day", "within: 1 working day"))
    order = world.submit(amount=50, need="their boss asks")
    world.advance(order, "two")
    assert (world.tasks(order)["executive"].stage, world.states(order)["executive"]) == ("two", "open")


def test_record_moves_by_itself_when_a_condition_holds(world, order):
    world.edit(order, amount=2000)
    assert world.stays(order) == [("one", "entered"), ("two", "automatic")]


def test_move_by_itself_explains_itself(world, order):
    world.edit(order, amount=2000)
    said = world.event(order, "stage_entered")
    assert (said["how"], said["move"], said["seen"]) == ("automatic", "large", {"amount": 2000})
    with world.work() as work:
        told = next(
            entry for entry in timeline.timeline(work, look(work, "order", order)) if entry.kind == "stage_entered"
        )
    assert told.text("zh").startswith("自动进入「two」，因为：金额") and told.actor is None


def test_new_record_passes_through_at_once(world):
    order = world.submit(amount=2000)
    assert world.stays(order) == [("one", "entered"), ("two", "automatic")]
    assert world.tasks(order) == {} and world.row(order).stage == "two"


def test_batch_passes_through_like_one_by_one(world):
    rows = [{"customer": f"客户{n}", "amount": amount} for n, amount in enumerate((50, 2000, 150))]
    with world.work() as work:
        several = [one.record_id for one in intake.submit_many(work, "order", rows, channel="api")]
        single = [intake.submit(work, "order", row, channel="api").record_id for row in rows]
    assert [world.stays(one) for one in several] == [world.stays(one) for one in single]
    assert [world.states(one) for one in several] == [world.states(one) for one in single]


def test_record_goes_back_by_itself(world):
    order = world.submit(amount=2000)
    world.passes(hours=1)
    world.edit(order, amount=5)
    assert world.row(order).stage == "one"


CIRCLE = PATH.replace("amount < 20", "amount >= 1000")


def test_moves_never_go_in_a_circle(database, now):
    world = PathWorld(database, now, CIRCLE)
    order = world.submit(amount=50)
    world.edit(order, amount=2000)
    assert [stage for stage, _ in world.stays(order)] == ["one", "two"]
    assert world.event(order, "move_held")["circle"] is True


def test_time_moves_what_nobody_touched(world, order):
    world.passes(days=15)
    world.tick()
    row = world.row(order)
    assert (row.stage, row.f_lost_reason) == ("lost", "no answer")


def test_time_leaves_what_was_worked_on(world, order):
    world.complete(order, "call")
    world.passes(days=15)
    world.tick()
    assert world.row(order).stage == "one"


def test_time_counts_from_the_newest_stay(world, order):
    world.passes(days=10)
    world.edit(order, amount=2000)
    world.passes(hours=1)
    world.advance(order, "one")
    world.passes(days=10)
    world.tick()
    assert world.row(order).stage != "lost"


def test_move_waits_for_what_the_next_stage_asks(database, now):
    path = PATH.replace(", set: {lost_reason: \"'no answer'\"}", "")
    world = PathWorld(database, now, path)
    order = world.submit(amount=50)
    world.passes(days=15)
    world.tick()
    assert world.row(order).stage == "one"
    assert world.event(order, "move_held")["missing"] == ["lost_reason"]


def test_way_back_is_free_of_the_guard(world):
    order = world.submit(amount=2000)
    world.passes(hours=1)
    assert world.advance(order, "one").stage.id in ("one", "two")


def test_clock_of_a_stay_ends_with_it(world, order):
    world.edit(order, amount=2000)
    with world.work() as work:
        assert "moves_itself" not in {timer.kind for timer in timers.running_of(work.connection, "order", order)}


def test_trashed_record_moves_later(world, order):
    with world.work() as work:
        intake.trash(work, "order", order)
    world.passes(days=15)
    world.tick()
    with world.work() as work:
        intake.restore(work, "order", order)
    assert world.row(order).stage == "one"
    world.passes(days=15)
    world.tick()
    assert world.row(order).stage == "lost"


CHANGES = [
    ("back: [one]", "back: [won]", "back_is_ahead", "stages.two.back[0]"),
    ("back: [one]", "back: [on]", "unknown_stage", "stages.two.back[0]"),
    ('"amount < 20", to: one', '"amount < 20", to: two', "moves_to_itself", "stages.two.moves.shrunk.to"),
    ('"amount < 20", to: one', '"amnt < 20", to: one', "rule", "stages.two.moves.shrunk.when"),
    ("set: {lost_reason:", "set: {lost_reson:", "unknown_field", "stages.one.moves.no_answer.set.lost_reson"),
    ("\"'no answer'\"", '"amount"', "rule_type", "stages.one.moves.no_answer.set.lost_reason"),
    (', set: {lost_reason: "\'no answer\'"}', "", "move_may_lack", "stages.one.moves.no_answer"),
    ("in: [one, two]", "in: [one, tow]", "unknown_stage", "plays.executive.in[1]"),
    ("in: [one, two]", "in: [tow]", "play_nowhere", "plays.executive"),
    ("need contains 'boss'", "need = 5", "rule", "plays.executive.when"),
]  # fmt: skip


@pytest.mark.parametrize(("was", "now", "key", "path"), CHANGES)
def test_what_is_wrong_is_found_and_located(was, now, key, path):
    assert (key, path) in problems(PATH.replace(was, now))


def test_the_path_itself_has_no_problem():
    assert problems(PATH) == []


def test_silent_weeks_move_each_record_once(world):
    orders = [world.submit(customer=f"客户{n}", amount=50) for n in range(3)]
    world.passes(days=15)
    world.tick()
    world.now += timedelta(minutes=5)
    world.tick()
    assert [len(world.stays(order)) for order in orders] == [2, 2, 2]


def test_many_that_change_hands_are_looked_at_as_each_alone(world):
    orders = [world.submit(amount=50, phone=f"1380013800{n}") for n in range(3)]
    with world.work() as work:
        table = table_of(work.catalog, "order")
        work.connection.execute(update(table).where(table.c.id.in_(orders[:2])).values(f_need="ask the boss"))
        route_these(work, "order", orders)
    assert ["executive" in world.tasks(order) for order in orders] == [True, True, False]
