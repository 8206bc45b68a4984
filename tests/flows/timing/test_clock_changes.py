"""Whatever the clock does (jumps ahead, steps back, stands still), each timer fires once and none before its time."""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from flows import assignment, tick
from records import Timer, events, tables, tasks, timers
from tests.world import done

LOOKS = st.lists(st.integers(-180, 400), min_size=1, max_size=12)
# Two tasks and three limits of the record itself.
TOLD = {"task_overdue": 2, "response_overdue": 1, "left_untouched": 1, "stage_overdue": 1}


def accepted(world):
    order = world.submit()
    with world.work(world.row(order).owner) as work:
        assignment.accept(work, "order", order)
    return order


def looks(world, minutes):
    """Somebody looks at a clock that each time shows so many minutes more, or fewer."""
    for step in minutes:
        world.passes(minutes=step)
        world.tick()


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LOOKS)
@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_each_limit_is_told_once_however_the_clock_moves(world, minutes):
    start = world.now
    order = accepted(world)
    looks(world, minutes)
    world.now = start + timedelta(days=20)
    world.tick()
    world.now = start
    told = Counter(world.told(order))
    assert {kind: told[kind] for kind in TOLD} == TOLD


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LOOKS)
@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_nothing_fires_before_the_clock_shows_its_time(world, minutes):
    start, latest = world.now, world.now
    with world.work() as work:
        due = [start + timedelta(minutes=45 * n) for n in range(1, 8)]
        name = f"x{start.timestamp()}{minutes}"
        new = [Timer("nothing", 1, "untouched", f"{name}{n}"[-200:], at, start) for n, at in enumerate(due)]
        timers.start_many(work.connection, new)
    for step in minutes:
        world.passes(minutes=step)
        latest = max(latest, world.now)
        world.tick()
    with world.work() as work:
        waiting = {timer.key for timer in timers.running_of(work.connection, "nothing", 1)}
        timers.cancel_of(work.connection, "nothing", 1, world.now)
    assert {timer.key for timer in new if timer.due_at > latest} == waiting
    world.now = start


def test_clock_that_stepped_back_waits_and_goes_on(world):
    order = accepted(world)
    world.passes(hours=4, minutes=30)
    world.tick()
    world.passes(hours=-4)
    world.tick()
    assert Counter(world.told(order))["task_overdue"] == 1
    world.passes(hours=5, minutes=30)
    world.tick()
    told = Counter(world.told(order))
    assert (told["task_overdue"], told["response_overdue"]) == (1, 1)
    assert told["escalated"] == 2


def test_clock_that_stepped_back_makes_nothing_early(world):
    """What ends before it began, by a clock that is behind, took no time, and less than none it never takes."""
    order = world.submit()
    with world.work() as work:
        call = next(row.id for row in tasks.open_of(work.connection, "order", order) if row.task == "call")
    world.passes(hours=-2)
    with world.work() as work:
        done(work, call)
        row = work.connection.execute(select(tables.task).where(tables.task.c.id == call)).one()
    assert (row.wall_seconds, row.working_seconds, row.late_wall_seconds) == (0, 0, None)


def test_two_clocks_apart_fire_each_timer_once(world):
    """Two machines whose clocks differ by ten minutes."""
    for number in range(4):
        world.submit(phone=f"138001381{number:02}")
    for minutes in (235, 245, 236, 300, 290):
        tick(world.database, world.catalog, world.now + timedelta(minutes=minutes))
    with world.work() as work:
        found = events.latest_of_kind(work.connection, "response_overdue", since=world.now)
    assert sorted(event.record for event in found) == sorted({event.record for event in found})
    assert len(found) == 4
