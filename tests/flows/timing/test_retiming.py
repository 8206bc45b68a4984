"""Clocks follow: a changed calendar, a leave, somebody else's hours, another owner, another date."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from accounts import absences, people
from flows import assignment, intake, stages
from flows.clocks import retiming
from records import LeaseLost, tables, tasks, timers
from tests.world import World, catalog_in

PARKED = {"park_reason": "预算", "wake_on": "2026-11-27", "hook": "问预算批复"}
LATE = """
kind: calendar
id: late
label: Late
zone: Asia/Shanghai
hours: {mon-fri: ["14:00-22:00"]}
"""
SHORT = 'hours:\n  mon-fri: ["09:00-12:00"]\n'


@pytest.fixture
def world(database, now):
    return World(database, now, catalog_in("orders", **{"calendars/late.yaml": LATE}))


def accepted(world):
    order = world.submit()
    with world.work(world.row(order).owner) as work:
        assignment.accept(work, "order", order)
    return order


def away_today(world, person):
    with world.work() as work:
        leave = absences.add(work, person, date(2026, 11, 24), date(2026, 11, 24))
    world.deliver()
    return leave


def works_late(world, person):
    with world.work() as work:
        people.change(work, person, calendar="late")
    world.deliver()


def call_of(world, order):
    with world.work() as work:
        return next(row for row in tasks.of_record(work.connection, "order", order) if row.task == "call")


def due_of(world, order, kind):
    with world.work() as work:
        return next(one.due_at for one in timers.running_of(work.connection, "order", order) if one.kind == kind)


def china(day, clock, month=11):
    hour, minute = clock.split(":")
    return datetime(2026, month, day, int(hour), int(minute), tzinfo=UTC) - timedelta(hours=8)


def test_leave_moves_limits_and_what_shows_them(world):
    order = accepted(world)
    away_today(world, world.row(order).owner)
    assert call_of(world, order).due_at == china(25, "12:00")
    assert due_of(world, order, "task_overdue") == world.row(order).next_due_at == china(25, "12:00")
    assert world.row(order).stage_due_at == china(26, "09:00")


def test_cancelled_leave_moves_them_back(world):
    order = accepted(world)
    before = call_of(world, order).due_at
    leave = away_today(world, world.row(order).owner)
    with world.work() as work:
        absences.cancel(work, leave.id)
    world.deliver()
    assert call_of(world, order).due_at == before


def test_leave_of_another_moves_nothing(world):
    order = accepted(world)
    before = call_of(world, order).due_at
    other = world.zhao if world.row(order).owner == world.lin else world.lin
    away_today(world, other)
    assert call_of(world, order).due_at == before


def test_other_hours_of_a_person_move_their_limits(world):
    order = accepted(world)
    works_late(world, world.row(order).owner)
    assert call_of(world, order).due_at == china(24, "17:00")


def test_limit_that_passed_stays_where_it_was(world):
    order = accepted(world)
    before = call_of(world, order).due_at
    world.passes(hours=4, minutes=5)
    world.tick()
    away_today(world, world.row(order).owner)
    assert call_of(world, order).due_at == before
    assert due_of(world, order, "task_overdue") == china(25, "10:00")


def test_acceptance_waits_for_those_who_are_away(world):
    order = world.submit()
    away_today(world, world.row(order).owner)
    assert world.row(order).accept_by == due_of(world, order, "accept") == china(25, "10:00")


def test_silence_in_days_of_the_wall_does_not_move(world):
    order = accepted(world)
    before = due_of(world, order, "silence")
    away_today(world, world.row(order).owner)
    assert due_of(world, order, "silence") == before


def test_first_response_goes_on_by_the_new_owners_hours(world):
    order = accepted(world)
    other = world.zhao if world.row(order).owner == world.lin else world.lin
    with world.work() as work:
        people.change(work, other, calendar="late")
        assignment.assign(work, "order", order, to=other)
    assert due_of(world, order, "first_response") == china(24, "17:00")


def test_wake_up_comes_when_its_owners_work_begins(world):
    order = accepted(world)
    with world.work(world.row(order).owner) as work:
        stages.advance(work, "order", order, "parked", answers=PARKED)
    assert due_of(world, order, "wake") == china(27, "09:00")
    works_late(world, world.row(order).owner)
    assert due_of(world, order, "wake") == china(27, "14:00")


def test_wake_up_follows_its_date(world):
    order = accepted(world)
    with world.work(world.row(order).owner) as work:
        stages.advance(work, "order", order, "parked", answers=PARKED)
        intake.edit(work, "order", order, None, {"wake_on": "2026-11-30"})
    assert (due_of(world, order, "wake"), world.row(order).wake_on) == (china(30, "09:00"), date(2026, 11, 30))


def test_portions_reach_everybody(world, monkeypatch):
    monkeypatch.setattr(retiming, "PORTION", 2)
    for number in range(4):
        world.submit(phone=f"138001381{number:02}")
    asked, after = 0, 0
    while after is not None:
        with world.work() as work:
            after, asked = retiming.retime_portion(work, None, after), asked + 1
    assert asked > 4


def test_published_calendar_moves_what_counts_on_it(installed):
    house = installed("orders")
    order = house.submit()
    path = "calendars/office.yaml"
    house.publish({path: house.files[path].split("hours:")[0] + SHORT})
    assert house.call(order).due_at == china(25, "10:18")


def test_timer_of_somebody_is_found_by_them_alone(world):
    order = accepted(world)
    owner = world.row(order).owner
    with world.work() as work:
        mine = timers.counting_for(work.connection, [owner], world.now)
        house = timers.counting_for(work.connection, [None], world.now)
        kept = work.connection.scalar(select(tables.timer.c.person).where(tables.timer.c.kind == "task_overdue"))
    assert {one.person for one in mine} == {owner} == {kept}
    assert house == ()


def test_worker_that_holds_a_moved_timer_loses_it(world):
    order = accepted(world)
    with world.work() as work:
        (held, *_) = timers.claim_due(work.connection, world.now + timedelta(days=1))
        timers.keep_moved(work.connection, [replace(held, due_at=held.due_at + timedelta(days=9))])
    with pytest.raises(LeaseLost), world.work() as work:
        timers.finish(work.connection, held, world.now)
    assert order
