"""Schedules and moments, reckoned on the calendar; pure."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts import default_calendar
from definitions import Duration
from flows.automations import Moment, Schedule
from flows.automations.calendar_times import days_between, latest_slot, moment_at, moments_between, next_slot
from tests.world import catalog_in

SHANGHAI = timedelta(hours=8)


@pytest.fixture(scope="module")
def office():
    return default_calendar(catalog_in("orders"))


def local(*parts) -> datetime:
    return (datetime(*parts, tzinfo=UTC)) - SHANGHAI


WEEKLY = Schedule("week", time(9), (0,))


def test_slot_comes_round_once(office):
    monday = local(2026, 11, 23, 9)
    assert latest_slot(WEEKLY, monday - timedelta(minutes=1), monday, office) == monday
    assert latest_slot(WEEKLY, monday, monday + timedelta(days=6), office) is None


def test_long_stop_is_made_up_by_the_latest_slot(office):
    daily = Schedule("day", time(8))
    assert latest_slot(daily, local(2026, 11, 1), local(2026, 11, 24, 12), office) == local(2026, 11, 24, 8)


@pytest.mark.parametrize(
    ("days", "slot"),
    [((-1,), local(2026, 11, 30, 18)), ((31,), local(2026, 11, 30, 18)), ((5,), local(2026, 12, 5, 18))],
)
def test_day_of_a_month_counts_from_either_end(office, days, slot):
    assert next_slot(Schedule("month", time(18), days), local(2026, 11, 24), office) == slot


def test_day_without_work_moves_a_monthly_slot_on(office):
    first = Schedule("month", time(9), (1,), working=True)
    assert next_slot(first, local(2026, 7, 20), office) == local(2026, 8, 3, 9)


def test_day_without_work_leaves_a_daily_slot_out(office):
    daily = Schedule("day", time(9), working=True)
    assert next_slot(daily, local(2026, 11, 20, 10), office) == local(2026, 11, 23, 9)


@pytest.mark.parametrize(
    ("moment", "value", "due"),
    [
        (Moment("wake_on", Duration(3, "days"), "before", time(9)), date(2026, 11, 27), local(2026, 11, 24, 9)),
        (Moment("wake_on", Duration(3, "days"), "before"), date(2026, 11, 24), local(2026, 11, 23, 9)),
        (Moment("wake_on", Duration(2, "days", True), "before", time(10)), date(2026, 11, 24), local(2026, 11, 20, 10)),
        (Moment("wake_on", Duration(4, "hours"), "before"), date(2026, 11, 24), local(2026, 11, 24, 5)),
        (Moment("wake_on"), date(2026, 11, 24), local(2026, 11, 24, 9)),
        (Moment("at", Duration(30, "minutes"), "before"), local(2026, 11, 24, 9), local(2026, 11, 24, 8, 30)),
        (Moment("at", Duration(4, "hours", True), "after"), local(2026, 11, 24, 16), local(2026, 11, 25, 11)),
    ],
)
def test_moment_is_reckoned_from_its_field(office, moment, value, due):
    assert moment_at(moment, value, office) == due


MOMENTS = st.builds(
    Moment,
    st.just("at"),
    st.one_of(st.none(), st.builds(Duration, st.integers(1, 40), st.sampled_from(["hours", "days"]), st.booleans())),
    st.sampled_from(["before", "after"]),
)
TIMES = st.integers(0, 364 * 86_400).map(lambda seconds: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds))


@given(moment=MOMENTS, start=TIMES, value=TIMES, lengths=st.lists(st.integers(1, 10_000_000), min_size=1, max_size=6))
def test_stretches_of_time_share_values_without_gap_or_overlap(office, moment, start, value, lengths):
    edges = [start]
    for length in lengths:
        edges.append(edges[-1] + timedelta(seconds=length))
    hits = []
    for since, until in zip(edges, edges[1:], strict=False):
        first, end = moments_between(moment, since, until, office)
        hits += [until] if first <= value < end else []
    due = moment_at(moment, value, office)
    assert len(hits) == (edges[0] < due <= edges[-1])


@given(moment=MOMENTS, since=TIMES, day=st.dates(date(2026, 1, 1), date(2026, 12, 31)), hours=st.integers(1, 2000))
def test_days_of_a_stretch_are_those_that_are_due_in_it(office, moment, since, day, hours):
    until = since + timedelta(hours=hours)
    due = since < moment_at(moment, day, office) <= until
    assert (day in days_between(moment, since, until, office)) == due
