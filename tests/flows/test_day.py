"""A person's day: what is in it, in which order, and why."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event

from flows import assignment, contacts, stages, trash
from flows import tasks as work_tasks
from flows.day.ahead import day_of, left_today
from records import TaskRow, tasks
from tests.world import done

PARKED = {"park_reason": "预算", "wake_on": "2026-11-25", "hook": "问预算批复"}


def day(world, person):
    with world.work(person) as work:
        return day_of(work)


def accepted(world, **values):
    order = world.submit(**values)
    owner = world.row(order).owner
    with world.work(owner) as work:
        assignment.accept(work, "order", order)
    return order, owner


def labels(found):
    return [(item.kind, item.label.text("en")) for item in found.items]


def test_new_record_waits_to_be_accepted(world):
    order = world.submit()
    found = day(world, world.row(order).owner)
    assert labels(found)[0] == ("acceptance", "Accept this one")
    assert found.first.why.text("en") == "grade C, 1 h left to accept"


def test_what_waits_for_a_yes_is_counted_and_what_is_in_the_trash_is_not(world):
    order = world.submit()
    owner = world.row(order).owner
    with world.work(owner) as work:
        assert left_today(work) == day_of(work).left == 2
    with world.work() as work:
        trash.trash(work, "order", order)
    with world.work(owner) as work:
        assert left_today(work) == day_of(work).left == 0


def test_count_asks_the_same_however_much_lies_there(world):
    _, owner = accepted(world)
    few = asked_for_the_count(world, owner)
    with world.work() as work:
        row = tasks.open_of(work.connection, "order", 1)[0]
        tasks.open_many(work.connection, [replace(row, id=None, record=record) for record in range(1, 400)])
    assert asked_for_the_count(world, owner) == few


def asked_for_the_count(world, person):
    """How many values went with each statement."""
    heard = []
    with world.work(person) as work:
        event.listen(work.connection, "before_cursor_execute", lambda *call: heard.append(len(call[3])))
        left_today(work)
    return heard


def test_tasks_of_today_are_there_and_tomorrows_not(world):
    _, owner = accepted(world)
    found = day(world, owner)
    assert labels(found) == [("task", "First call")]
    assert (found.next.count, found.left, found.minutes) == (1, 1, 15)


def test_overdue_is_now_and_says_by_how_much(world):
    _, owner = accepted(world, amount=600000)
    world.passes(hours=4, minutes=30)
    item = day(world, owner).first
    assert (item.group, item.is_late) == ("now", True)
    assert item.why.text("zh") == "A 级，超时 30 分钟"


def test_urgent_flag_comes_first_with_its_reason(world):
    accepted(world, amount=600000, phone="13800138001")
    accepted(world, amount=600000, phone="13800138002")
    urgent, owner = accepted(world, need="马上要", phone="13800138003")
    world.passes(hours=5)
    assert day(world, owner).first.record == urgent
    assert day(world, owner).first.why.text("zh") == "紧急：客户说马上要"


def test_woken_record_shows_its_hook(world):
    order, owner = accepted(world)
    with world.work(owner) as work:
        stages.advance(work, "order", order, "parked", answers=PARKED)
    world.passes(days=1)
    world.tick()
    item = next(item for item in day(world, owner).items if item.rank.tier == 3)
    assert item.why.text("zh") == "今天唤醒，由头：问预算批复"


def test_done_today_is_counted(world):
    _, owner = accepted(world)
    with world.work(owner) as work:
        done(work, tasks.due_of(work.connection, owner)[0].id)
    found = day(world, owner)
    assert [item.label.text("en") for item in found.done] == ["First call"]


def test_tasks_a_jump_ended_are_skipped(world):
    order, owner = accepted(world, amount=1000)
    with world.work(owner) as work:
        done(work, next(row.id for row in tasks.due_of(work.connection, owner) if row.task == "call"))
        stages.advance(work, "order", order, "quote", answers={"need": "x"})
        stages.advance(work, "order", order, "last_talk", skip_reason="knows_us")
    found = day(world, owner)
    assert [item.label.text("en") for item in found.done] == ["First call"]
    assert [item.label.text("en") for item in found.skipped] == ["Send the quote"]


def test_snoozed_is_out_of_sight_until_then(world):
    _, owner = accepted(world)
    with world.work(owner) as work:
        work_tasks.snooze(work, tasks.due_of(work.connection, owner)[0].id, world.now + timedelta(hours=1))
    assert day(world, owner).snoozed == 1
    world.passes(hours=1)
    assert "First call" in [label for _, label in labels(day(world, owner))]


def test_record_without_next_step_is_not_forgotten(world):
    order, owner = accepted(world)
    with world.work(owner) as work:
        for row in tasks.open_of(work.connection, "order", order):
            done(work, row.id)
    assert labels(day(world, owner)) == [("no_next_step", "Find out Need, then “Quote”")]
    assert day(world, owner).first.why.text("en") == "Nothing is planned; do not let it slip"


def test_promised_step_is_in_the_day_it_was_promised_for(world):
    order, owner = accepted(world)
    with world.work(owner) as work:
        later = world.now + timedelta(hours=5)
        contacts.log(
            work, "order", order, way="call", outcome="reached", content="x", next_step="寄样品", next_at=later
        )
    item = next(item for item in day(world, owner).items if item.label.text("zh") == "寄样品")
    assert (item.group, item.why.text("zh")) == ("afternoon", "答应过客户")


@pytest.mark.parametrize(("hours", "group"), [(3, "afternoon"), (7, "afternoon"), (12, "evening"), (96, "later")])
def test_group_tells_the_truth_about_the_hour(world, hours, group):
    order, owner = accepted(world)
    with world.work(owner) as work:
        due = world.now + timedelta(hours=hours)
        row = TaskRow("order", order, "own", world.now, title="寄样品", assignee=owner, due_at=due, starts_at=world.now)
        tasks.open_task(work.connection, row)
    assert next(item.group for item in day(world, owner).items if item.due_at == due) == group


def test_nobody_elses_tasks_are_in_it(world):
    _, owner = accepted(world)
    other = world.lin if owner == world.zhao else world.zhao
    assert day(world, other).items == ()


def test_every_item_keeps_all_its_reasons(world):
    _, owner = accepted(world, need="马上要", amount=600000)
    world.passes(hours=5)
    reasons = [reason.code for reason in day(world, owner).first.rank.reasons]
    assert reasons == ["flows.rank.urgent", "flows.rank.limit_late"]
