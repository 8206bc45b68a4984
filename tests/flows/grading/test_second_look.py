"""Time alone changes a grade: at the moment it does, and at no other is the record touched."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows import grading, trash
from flows.regrading.second_look import second_look
from flows.trail import behaved
from records import events, grades, store
from tests.flows.workshop import BANDS, Workshop

FADES = """
groups:
  - id: deeds
    cap: 60
    rows:
      - {id: called, behaviour: called, points: 40, cap: 50, half_life: 10 days}
      - {id: opened, behaviour: opened, points: 20, fades_over: 30 days}
      - {id: left, behaviour: left, points: -15, half_life: 20 days}
  - {id: facts, rows: [{id: base, points: 42}, {id: recent, when: "broke_on >= today() - 2d", points: 10}]}
urgent:
  - {id: hot, when: "behaved(called, 2d)"}
  - {id: seen, when: "seen_at > now - 5h"}
"""


@pytest.fixture
def shop(open_shop) -> Workshop:
    return open_shop(card=FADES + BANDS)


def graded(shop: Workshop, record: int):
    return grading.grade_record(shop.work, "ticket", record)


def at(shop: Workshop, moment: datetime) -> None:
    shop.work = shop.work.at(moment)


deeds = st.lists(
    st.tuples(st.sampled_from(["called", "opened", "left"]), st.integers(0, 40 * 24).map(lambda h: timedelta(hours=h))),
    max_size=5,
)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(trail=deeds, hours=st.lists(st.integers(1, 400), min_size=1, max_size=6))
def test_what_is_stored_is_right_whenever_it_is_read(shop, now, trail, hours):
    at(shop, now)
    record = shop.ticket(broke_on=date(2026, 11, 23), seen_at=shop.work.now)
    for kind, ago in trail:
        shop.did(record, kind, ago)
    graded(shop, record)
    end = shop.work.now + timedelta(days=60)
    for step in hours:
        # A step is looked at a moment late, never early: right at it, what is stored is a moment old.
        follow_until(shop, record, min(end, shop.work.now + timedelta(hours=step, seconds=2)))
        (fresh,) = grading.plan_grades(shop.work, "ticket", [shop.values(record)])
        assert not fresh.changed, (fresh.kept, fresh.before, shop.work.now)


def follow_until(shop: Workshop, record: int, moment: datetime) -> None:
    """Look whenever the record says so."""
    while True:
        due = shop.row(record).regrade_at
        if due is None or due > moment:
            break
        at(shop, due)
        grading.grade_many(shop.work, "ticket", [shop.values(record)], quiet=True)
    at(shop, moment)


def test_a_grade_falls_as_its_reasons_fade(shop: Workshop):
    record = shop.ticket()
    shop.did(record, "called")
    assert graded(shop, record).band == "A"
    follow_until(shop, record, shop.work.now + timedelta(days=2))
    assert (shop.row(record).score, shop.row(record).grade) == (77, "B")
    follow_until(shop, record, shop.work.now + timedelta(days=200))
    assert (shop.row(record).score, shop.row(record).grade, shop.row(record).regrade_at) == (42, "C", None)


def test_nothing_is_touched_between_two_steps(shop: Workshop):
    record = shop.ticket()
    shop.did(record, "called")
    graded(shop, record)
    follow_until(shop, record, shop.work.now + timedelta(days=100))
    # 40 points are lost one by one, and the flag goes once.
    assert len(grades.history(shop.connection, "ticket", record, limit=100)) <= 42


def test_steps_of_a_score_are_history_and_no_event(shop: Workshop):
    record = shop.ticket()
    shop.did(record, "called")
    graded(shop, record)
    follow_until(shop, record, shop.work.now + timedelta(days=100))
    told = [event.data["grade"] for event in reversed(events.timeline(shop.connection, "ticket", record))]
    assert told == ["A", "B", "B", "C"]  # given, fallen, no longer urgent, fallen


@pytest.mark.parametrize(
    ("values", "hours"),
    [
        ({"seen_at": datetime.fromisoformat("2026-11-24T02:00:00+00:00")}, 4.7),
        ({"broke_on": date(2026, 11, 24)}, 3 * 24 - 10.3),
        ({"broke_on": date(2026, 11, 1)}, None),
        ({}, None),
    ],
)
def test_a_rule_turns_at_its_moment(shop: Workshop, values, hours):
    found = graded(shop, shop.ticket(**values)).look_again
    expected = None if hours is None else shop.work.now + timedelta(hours=hours)
    assert found == expected or abs(found - expected) < timedelta(seconds=2)


def test_an_edit_moves_the_next_look(shop: Workshop):
    record = shop.ticket(broke_on=date(2026, 11, 24))
    first = graded(shop, record).look_again
    store.update_unversioned(shop.connection, shop.table, record, {"f_broke_on": date(2026, 11, 25)})
    graded(shop, record)
    assert shop.row(record).regrade_at == first + timedelta(days=1)


def test_a_tick_looks_at_what_is_due(world):
    order = world.submit(amount="100")
    with world.work() as work:
        behaved(work, "order", order, "demo_asked")
    assert world.row(order).urgent
    due = world.row(order).regrade_at
    world.now = due - timedelta(minutes=1)
    world.tick()
    assert world.row(order).urgent
    world.now = due
    world.tick()
    assert not world.row(order).urgent


def test_what_is_closed_or_trashed_waits(world):
    order = world.submit(amount="100")
    with world.work() as work:
        behaved(work, "order", order, "demo_asked")
        trash.trash(work, "order", order)
    world.now = world.row(order).regrade_at
    assert second_look(world.database, world.catalog, world.now) == 0
    with world.work() as work:
        trash.restore(work, "order", order)
    assert second_look(world.database, world.catalog, world.now) == 1


def test_a_look_that_fails_is_seen_and_tried_again(world, monkeypatch):
    order = world.submit(amount="100")
    with world.work() as work:
        behaved(work, "order", order, "demo_asked")
    world.now = world.row(order).regrade_at
    with monkeypatch.context() as broken:
        broken.setattr("flows.regrading.second_look.grade_many", _breaks)
        world.tick()
    assert world.row(order).urgent
    world.passes(minutes=5)
    world.tick()
    assert not world.row(order).urgent


def _breaks(*args, **named):
    raise ZeroDivisionError("a card that cannot be reckoned")
