"""A record that waits is seen to wait, is asked about again by its timer, and is anybody's to take in hand before."""

from datetime import timedelta

import pytest

from flows import assignment, explain
from records import assignments, events, timers
from tests.flows.workshop import POOL, Workshop

ROUTING = (
    "rules: [{id: all, label: {zh: 都轮流, en: All in turn}, who: {role: fitter}, limits: {open: 1},"
    " else: {wait: 30 minutes, times: 2}}]\n" + POOL
)


@pytest.fixture
def shop(open_shop) -> Workshop:
    shop = open_shop(routing=ROUTING)
    shop.hire("ann", name="安")
    return shop


@pytest.fixture
def waiting(shop: Workshop) -> int:
    """One that found everybody full."""
    for _ in range(2):
        record = shop.ticket()
        assignment.route_record(shop.work, "ticket", record)
    return record


def asked_again(shop: Workshop, record: int):
    """What the timer does when its time has come."""
    [timer] = timers.running_of(shop.connection, "ticket", record)
    shop.work = shop.work.at(timer.due_at)
    timers.finish(shop.connection, timers.claim_due(shop.connection, timer.due_at)[0], timer.due_at)
    return assignment.on_wait_over(shop.work, timer)


def test_it_is_seen_to_wait(shop: Workshop, waiting: int):
    row, kept = shop.row(waiting), assignments.current(shop.connection, "ticket", waiting)
    assert (row.owner, row.pool, kept.decision["to"]) == (None, None, "waiting")
    assert events.timeline(shop.connection, "ticket", waiting)[0].kind == "kept_waiting"
    said = explain.assignment(shop.work, "ticket", waiting).sentence
    assert said == "等到 10:48 再分：现在没有人能接"


def test_it_goes_to_who_is_free_then(shop: Workshop, waiting: int):
    free = shop.hire("bo")
    assert asked_again(shop, waiting).owner == free
    assert "等到了时间" in explain.assignment(shop.work, "ticket", waiting).sentence


def test_it_waits_as_often_as_it_may_then_goes_on(shop: Workshop, waiting: int):
    assert asked_again(shop, waiting).to == "waiting"
    assert asked_again(shop, waiting).pool == "waiting"
    assert timers.running_of(shop.connection, "ticket", waiting) == ()


def test_who_takes_it_in_hand_ends_the_wait(shop: Workshop, waiting: int):
    assignment.assign(shop.acting("fang"), "ticket", waiting, to=shop.id("fang"))
    assert timers.running_of(shop.connection, "ticket", waiting) == ()


def test_a_late_timer_takes_nothing_away(shop: Workshop, waiting: int):
    [timer] = timers.running_of(shop.connection, "ticket", waiting)
    assignment.assign(shop.acting("fang"), "ticket", waiting, to=shop.id("fang"))
    assert assignment.on_wait_over(shop.work, timer) is None
    assert shop.row(waiting).owner == shop.id("fang")


def test_an_hour_has_its_limit(open_shop):
    shop = open_shop(routing="rules: [{id: all, who: {role: fitter}, limits: {per_hour: 2}}]" + POOL)
    ann = shop.hire("ann")
    for minutes, owner in ((0, ann), (20, ann), (30, None), (61, ann), (70, None), (81, ann)):
        work = shop.work.at(shop.work.now + timedelta(minutes=minutes))
        assert assignment.route_record(work, "ticket", shop.ticket()).owner == owner, minutes
