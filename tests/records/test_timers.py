"""Timers: started once, fired once, in the order in which they fall due."""

from dataclasses import replace
from datetime import timedelta

import pytest

from records import Database, LeaseLost, Timer, timers

HOUR = timedelta(hours=1)


def a_timer(now, key: str = "t", hours: float = 1, **values: object) -> Timer:
    values = {"form": "ticket", "record": 1, "kind": "overdue", "data": {"n": 1}} | values
    return Timer(key=key, started_at=now, due_at=now + hours * HOUR, **values)


def start(database: Database, *new: Timer) -> int:
    with database.transaction() as connection:
        return timers.start_many(connection, new)


def claim(database: Database, now, **options: object) -> tuple[Timer, ...]:
    with database.transaction() as connection:
        return timers.claim_due(connection, now, **options)


def test_a_timer_waits_for_its_moment(database, now):
    start(database, a_timer(now))
    assert claim(database, now) == ()
    (fired,) = claim(database, now + HOUR)
    assert (fired.kind, fired.record, fired.data) == ("overdue", 1, {"n": 1})


def test_one_key_starts_one_timer(database, now):
    assert start(database, a_timer(now)) == 1
    assert start(database, a_timer(now, hours=0)) == 0
    assert claim(database, now) == ()


def test_a_fired_key_never_starts_again(database, now):
    start(database, a_timer(now, hours=0))
    with database.transaction() as connection:
        (fired,) = timers.claim_due(connection, now)
        timers.finish(connection, fired, now)
        assert not timers.start(connection, a_timer(now, hours=0))


def test_a_cancelled_key_may_start_again(database, now):
    start(database, a_timer(now))
    with database.transaction() as connection:
        assert timers.cancel(connection, "t", now)
        assert timers.start(connection, a_timer(now, hours=2))
    assert claim(database, now + HOUR) == ()
    assert len(claim(database, now + 2 * HOUR)) == 1


def test_timers_come_in_due_order(database, now):
    start(database, a_timer(now, "b", 2), a_timer(now, "c", 3), a_timer(now, "a", 1))
    assert [timer.key for timer in claim(database, now + 5 * HOUR)] == ["a", "b", "c"]


def test_the_limit_takes_the_longest_due(database, now):
    start(database, a_timer(now, "b", 2), a_timer(now, "a", 1))
    assert [timer.key for timer in claim(database, now + 5 * HOUR, limit=1)] == ["a"]


def test_a_cancelled_timer_does_not_fire(database, now):
    start(database, a_timer(now))
    (held,) = claim(database, now + HOUR)
    with database.transaction() as connection:
        timers.cancel(connection, "t", now)
    with pytest.raises(LeaseLost), database.transaction() as connection:
        timers.finish(connection, held, now)


def test_a_moved_timer_fires_later(database, now):
    start(database, a_timer(now))
    (held,) = claim(database, now + HOUR)
    with database.transaction() as connection:
        timers.keep_moved(connection, [replace(held, due_at=now + 3 * HOUR)])
    with pytest.raises(LeaseLost), database.transaction() as connection:
        timers.finish(connection, held, now)
    assert claim(database, now + 2 * HOUR) == ()
    assert len(claim(database, now + 3 * HOUR)) == 1


def test_prefixes_are_taken_as_written(database, now):
    start(database, a_timer(now, "task_1:late"), a_timer(now, "taskA1:late"))
    with database.transaction() as connection:
        assert timers.cancel_prefix(connection, "task_1:", now) == 1


def test_a_records_timers_are_cancelled_by_kind(database, now):
    start(database, a_timer(now, "a"), a_timer(now, "b", kind="wake"), a_timer(now, "c", record=2))
    with database.transaction() as connection:
        assert timers.cancel_of(connection, "ticket", 1, now, kinds=["overdue"]) == 1
        assert [timer.key for timer in timers.running_of(connection, "ticket", 1)] == ["b"]


def test_paused_timers_are_not_claimed(database, now):
    start(database, a_timer(now))
    with database.transaction() as connection:
        assert timers.pause(connection, "ticket", 1, now) == 1
    assert claim(database, now + 5 * HOUR) == ()


def test_a_failed_timer_tries_again_and_is_seen(database, now):
    start(database, a_timer(now, hours=0))
    with database.transaction() as connection:
        (failed,) = timers.claim_due(connection, now)
        timers.fail(connection, failed, "no calendar", now)
        assert [timer.error for timer in timers.failing(connection)] == ["no calendar"]
    assert claim(database, now + timedelta(seconds=9)) == ()
    assert len(claim(database, now + timedelta(seconds=10))) == 1
