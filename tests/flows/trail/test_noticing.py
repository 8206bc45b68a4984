"""Noticing what people outside do: once for each key, for records one may see, never ahead of time."""

from datetime import timedelta

import pytest

from definitions import NotFound
from flows.trail import Behaved, behaved, behaved_many
from forms import Invalid
from records import behaviours


@pytest.fixture
def order(world) -> int:
    return world.submit(amount="100")


def test_what_was_noticed_is_kept(world, order):
    with world.work() as work:
        found = behaved(work, "order", order, "paper_downloaded", source="site", data={"title": "白皮书"})
        (row,) = behaviours.of_record(work.connection, "order", order)
    assert found.is_new
    assert (row.kind, row.at, row.source, row.data) == ("paper_downloaded", world.now, "site", {"title": "白皮书"})


def test_the_timeline_tells_of_it(world, order):
    with world.work() as work:
        behaved(work, "order", order, "page_viewed")
    assert world.told(order)[-1] == "behaved"


def test_the_same_key_counts_once(world, order):
    with world.work() as work:
        for _ in range(3):
            behaved(work, "order", order, "demo_asked", key="mail-17")
        again = behaved_many(work, "order", [Behaved(order, "demo_asked", key=key) for key in ("a", "a", "mail-17")])
        assert len(behaviours.of_record(work.connection, "order", order)) == 2
    assert [one.is_new for one in again] == [True, False, False]


def test_another_records_key_is_its_own(world, order):
    other = world.submit(customer="另一家", phone="13800138001")
    with world.work() as work:
        assert behaved(work, "order", order, "demo_asked", key="1").is_new
        assert behaved(work, "order", other, "demo_asked", key="1").is_new


def test_the_past_is_taken_the_future_refused(world, order):
    with world.work() as work:
        behaved(work, "order", order, "demo_asked", at=world.now - timedelta(days=400))
        behaved(work, "order", order, "demo_asked", at=world.now + timedelta(minutes=3))
        with pytest.raises(Invalid) as refused:
            behaved(work, "order", order, "demo_asked", at=world.now + timedelta(hours=1))
        latest = behaviours.of_record(work.connection, "order", order)[0]
    assert [error.code for error in refused.value.errors] == ["not_yet"]
    assert latest.at == world.now


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"kind": "demo_askd"}, "unknown_behaviour"),
        ({"source": "x" * 81}, "too_long"),
        ({"key": ""}, "too_long"),
        ({"data": {"a": ["list"]}}, "too_much"),
        ({"data": {"a": "x" * 501}}, "too_much"),
    ],
)
def test_what_is_wrong_is_said(world, order, wrong, code):
    with world.work() as work, pytest.raises(Invalid) as refused:
        behaved(work, "order", order, **{"kind": "demo_asked", **wrong})
    (error,) = refused.value.errors
    assert error.code == code
    assert all("trail.error" not in error.message(language) for language in ("zh", "en"))


def test_one_that_is_wrong_refuses_all(world, order):
    with world.work() as work:
        with pytest.raises(Invalid) as refused:
            behaved_many(work, "order", [Behaved(order, "demo_asked"), Behaved(order, "nonsense")])
        assert behaviours.of_record(work.connection, "order", order) == ()
    assert refused.value.errors[0].params["place"] == 1


def test_others_records_are_not_there(world):
    order = world.submit(amount="100")
    other = world.zhao if world.row(order).owner == world.lin else world.lin
    with world.work(other) as work, pytest.raises(NotFound):
        behaved(work, "order", order, "demo_asked")


def test_the_summary_counts_by_kind(world, order):
    with world.work() as work:
        for days in (9, 5, 2):
            behaved(work, "order", order, "page_viewed", at=world.now - timedelta(days=days))
        behaved(work, "order", order, "demo_asked", at=world.now - timedelta(days=4))
        found = behaviours.summary(work.connection, "order", order)
    assert [(one.kind, one.times, (world.now - one.last_at).days) for one in found] == [
        ("page_viewed", 3, 2), ("demo_asked", 1, 4),
    ]  # fmt: skip


def test_a_records_trail_can_move_over(world, order):
    other = world.submit(customer="另一家", phone="13800138001")
    with world.work() as work:
        for record, key in ((order, "1"), (order, "2"), (order, None), (other, "1")):
            behaved(work, "order", record, "page_viewed", key=key)
        behaviours.move(work.connection, "order", order, other)
        assert len(behaviours.of_record(work.connection, "order", other)) == 3
        assert behaviours.of_record(work.connection, "order", order) == ()
