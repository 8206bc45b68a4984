"""Good moments for later, by one's own working time; and what is best where nothing is planned."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts import default_calendar
from flows.day.later import is_day_off, moments_to_promise, moments_to_return, next_working_day
from tests.world import catalog_in

CALENDAR = default_calendar(catalog_in("orders"))
TUESDAY = datetime(2026, 11, 24, 2, 18, tzinfo=UTC)
FRIDAY_EVENING = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
SATURDAY = datetime(2026, 11, 28, 3, 0, tzinfo=UTC)


def said(found):
    return [(one.name, f"{one.at.astimezone(CALENDAR.zone):%a %H:%M}") for one in found]


def test_morning_offers_the_hour_lunch_and_mornings():
    assert said(moments_to_return(TUESDAY, CALENDAR)) == [
        ("hour", "Tue 11:18"), ("lunch", "Tue 13:00"), ("next_day", "Wed 09:00"), ("day_after", "Thu 09:00"),
        ("next_week", "Mon 09:00"),
    ]  # fmt: skip


def test_friday_evening_comes_back_on_monday():
    assert ("next_day", "Mon 09:00") in said(moments_to_return(FRIDAY_EVENING, CALENDAR))


def test_promises_are_for_hours_at_which_people_answer():
    assert said(moments_to_promise(TUESDAY, CALENDAR)) == [
        ("afternoon", "Tue 15:00"), ("next_day", "Wed 10:00"), ("day_after", "Thu 10:00"), ("next_week", "Mon 10:00"),
    ]  # fmt: skip


def test_no_promise_for_a_saturday_afternoon():
    assert said(moments_to_promise(SATURDAY, CALENDAR))[0] == ("next_day", "Mon 10:00")


@pytest.mark.parametrize(("at", "off"), [(TUESDAY, False), (SATURDAY, True)])
def test_day_off_is_known(at, off):
    assert is_day_off(at, CALENDAR) is off


def test_next_working_day_is_after_the_weekend():
    assert f"{next_working_day(SATURDAY, CALENDAR):%a}" == "Mon"


@given(st.integers(0, 60 * 24 * 400))
def test_every_moment_lies_ahead_and_in_order(minutes):
    now = TUESDAY + timedelta(minutes=minutes)
    for found in (moments_to_return(now, CALENDAR), moments_to_promise(now, CALENDAR)):
        assert [one.at for one in found] == sorted({one.at for one in found})
        assert all(one.at > now for one in found)
