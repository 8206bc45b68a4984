"""Outbox work: done with its mark in one transaction, tried again when it fails, never skipped."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from jobs import drain, perform_one
from jobs.outbox_work import perform
from records import outbox
from records.engine.leases import LEASE


def test_what_is_due_is_done_once(shop):
    shop.put("count", times=3)
    assert drain(shop.workspace, shop.clock) == 3
    assert drain(shop.workspace, shop.clock) == 0
    assert shop.effects() == [1, 1, 1]


def test_failing_work_leaves_no_effect(shop):
    shop.put("fail")
    assert drain(shop.workspace, shop.clock) == 0
    assert shop.effects() == []


def test_failing_work_holds_up_nobody(shop):
    shop.put("fail", "count")
    assert drain(shop.workspace, shop.clock) == 1
    assert shop.effects() == [1]


def test_a_failure_is_kept_and_tried_again(shop):
    shop.put("fail")
    drain(shop.workspace, shop.clock)
    (row,) = shop.rows()
    assert (row.attempts, row.error) == (1, "ConnectionError: the other side does not answer")
    assert drain(shop.workspace, shop.clock) == 0
    shop.now += timedelta(seconds=10)
    drain(shop.workspace, shop.clock)
    assert shop.rows()[0].attempts == 2


def test_work_that_keeps_failing_is_listed(shop):
    shop.put("fail")
    for _ in range(outbox.MOST_ATTEMPTS):
        drain(shop.workspace, shop.clock)
        shop.now += timedelta(hours=1)
    with shop.workspace.database.reading() as connection:
        assert [row.kind for row in outbox.failed(connection)] == ["fail"]


def test_work_of_an_unknown_kind_is_seen(shop):
    shop.put("levitate")
    drain(shop.workspace, shop.clock)
    (row,) = shop.rows()
    assert "no errand is called 'levitate'" in row.error
    assert shop.waiting() == 1


def test_work_that_somebody_holds_is_left_alone(shop):
    shop.put("count")
    (row,) = shop.rows()
    with shop.workspace.database.transaction() as connection:
        outbox.claim_one(connection, row.id, shop.now)
    assert not perform_one(shop.workspace, row.id, shop.clock)
    shop.now += LEASE
    assert perform_one(shop.workspace, row.id, shop.clock)
    assert shop.effects() == [1]


def test_a_worker_that_comes_late_has_no_effect(shop):
    shop.put("count")
    with shop.workspace.database.transaction() as connection:
        (late,) = outbox.claim(connection, shop.now)
    shop.now += LEASE
    assert drain(shop.workspace, shop.clock) == 1
    assert not perform(shop.workspace, late, shop.clock)
    assert shop.effects() == [1]


def test_long_work_outlives_its_lease(shop, monkeypatch):
    """While its transaction runs nobody takes it over, however late it gets."""
    import flows

    def take_long(work, payload, key):
        shop.now += 3 * LEASE
        stolen.append(pool.submit(drain, shop.workspace, shop.clock))

    stolen = []
    monkeypatch.setitem(flows.ERRANDS._items, "count", take_long)
    shop.put("count")
    with ThreadPoolExecutor() as pool:
        assert drain(shop.workspace, shop.clock) == 1
    assert [thief.result() for thief in stolen] == [0]
    assert shop.rows()[0].attempts == 1


def test_many_workers_at_once_share_the_work(shop):
    shop.put("count", times=60)
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: drain(shop.workspace, shop.clock), range(12)))
    assert sum(done) == 60
    assert shop.effects() == [1] * 60
