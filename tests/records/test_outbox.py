"""Work left in the outbox: done once, tried again, failed in the open."""

from datetime import timedelta

import pytest

from records import Database, LeaseLost, outbox

MINUTE = timedelta(minutes=1)


def put(database: Database, now, kind: str = "send", **options: object) -> bool:
    with database.transaction() as connection:
        return outbox.put(connection, kind, {"to": 7}, now, **options)


def claim(database: Database, now, **options: object) -> tuple[outbox.OutboxRow, ...]:
    with database.transaction() as connection:
        return outbox.claim(connection, now, **options)


def test_work_goes_with_its_transaction(database, now):
    with pytest.raises(ZeroDivisionError), database.transaction() as connection:
        outbox.put(connection, "send", {}, now)
        raise ZeroDivisionError
    assert claim(database, now) == ()


def test_claimed_work_comes_as_it_was_put(database, now):
    put(database, now)
    (row,) = claim(database, now)
    assert (row.kind, row.payload, row.attempts, row.due_at) == ("send", {"to": 7}, 1, now)


def test_work_with_a_known_key_is_left_once(database, now):
    assert put(database, now, key="welcome:7")
    assert not put(database, now, key="welcome:7")
    assert len(claim(database, now)) == 1


def test_work_waits_until_it_is_due(database, now):
    put(database, now, due_at=now + MINUTE)
    assert claim(database, now) == ()
    assert len(claim(database, now + MINUTE)) == 1


def test_what_is_due_longest_comes_first(database, now):
    for minutes in (3, 1, 2):
        put(database, now, kind=f"{minutes}", due_at=now - minutes * MINUTE)
    assert [row.kind for row in claim(database, now)] == ["3", "2", "1"]


def test_leased_work_is_not_given_twice(database, now):
    put(database, now)
    claim(database, now, lease=MINUTE)
    assert claim(database, now + MINUTE / 2) == ()


def test_a_lapsed_lease_is_given_again(database, now):
    put(database, now)
    claim(database, now, lease=MINUTE)
    (again,) = claim(database, now + MINUTE)
    assert again.attempts == 2


def test_the_late_worker_cannot_finish(database, now):
    put(database, now)
    (late,) = claim(database, now, lease=MINUTE)
    (second,) = claim(database, now + MINUTE)
    with database.transaction() as connection:
        outbox.finish(connection, second, now + MINUTE)
    with pytest.raises(LeaseLost), database.transaction() as connection:
        outbox.finish(connection, late, now + 2 * MINUTE)


def test_finished_work_never_comes_back(database, now):
    put(database, now)
    (row,) = claim(database, now)
    with database.transaction() as connection:
        outbox.finish(connection, row, now)
        assert outbox.waiting(connection) == 0
    assert claim(database, now + timedelta(days=9)) == ()


def test_failed_work_rests_longer_each_time(database, now):
    put(database, now)
    rests = []
    for _ in range(3):
        (row,) = claim(database, now)
        with database.transaction() as connection:
            outbox.fail(connection, row, "no answer", now)
        rest = next(s for s in range(1, 999) if due_after(database, now, s))
        rests.append(rest)
        now += timedelta(seconds=rest)
    assert rests == [10, 20, 40]


def due_after(database: Database, now, seconds: int) -> bool:
    with database.reading() as connection:
        return bool(outbox.due(connection, now + timedelta(seconds=seconds)))


def test_work_that_keeps_failing_is_listed(database, now):
    put(database, now)
    for _ in range(outbox.MOST_ATTEMPTS):
        (row,) = claim(database, now)
        with database.transaction() as connection:
            outbox.fail(connection, row, "no such address", now)
        now += timedelta(hours=1)
    with database.reading() as connection:
        assert [row.error for row in outbox.failed(connection)] == ["no such address"]
    assert claim(database, now + timedelta(days=9)) == ()


def test_work_that_is_given_back_was_never_tried(database, now):
    put(database, now)
    for _ in range(outbox.MOST_ATTEMPTS + 1):
        (row,) = claim(database, now)
        with database.transaction() as connection:
            outbox.let_go(connection, row, now)
    assert [row.attempts for row in claim(database, now)] == [1]


def test_whoever_lost_work_cannot_give_it_back(database, now):
    put(database, now)
    (late,) = claim(database, now)
    (row,) = claim(database, now + 3 * MINUTE)
    with database.transaction() as connection:
        outbox.let_go(connection, late, now + 3 * MINUTE)
        outbox.hold(connection, row)


def test_work_that_kills_its_worker_is_given_up(database, now):
    put(database, now)
    for _ in range(outbox.MOST_ATTEMPTS):
        assert len(claim(database, now, lease=MINUTE)) == 1
        now += MINUTE
    assert claim(database, now) == ()
    with database.reading() as connection:
        assert "died" in outbox.failed(connection)[0].error


def test_failed_work_can_be_given_again(database, now):
    test_work_that_keeps_failing_is_listed(database, now)
    with database.transaction() as connection:
        assert outbox.retry(connection, outbox.failed(connection)[0].id, now)
    (row,) = claim(database, now)
    assert row.attempts == 1


def test_one_piece_is_claimed_by_its_id(database, now):
    put(database, now)
    with database.transaction() as connection:
        (due,) = outbox.due(connection, now)
        assert outbox.claim_one(connection, due.id, now).id == due.id
        assert outbox.claim_one(connection, due.id, now) is None


def test_done_work_is_forgotten_later(database, now):
    put(database, now)
    (row,) = claim(database, now)
    with database.transaction() as connection:
        outbox.finish(connection, row, now)
        assert outbox.forget_done(connection, now) == 0
        assert outbox.forget_done(connection, now + MINUTE) == 1
