"""Quiet hours and digests are kept on a person's own clock, over midnight and over a change of the clock."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from flows.telling import Digest, Quiet

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
NIGHT = Quiet(time(21), time(8))
moments = st.integers(0, 365 * 1440).map(lambda n: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=n))
clocks = st.times().map(lambda at: at.replace(second=0, microsecond=0))


def at(text, zone=SHANGHAI):
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def test_quiet_goes_over_midnight():
    assert NIGHT.ends_after(at("2026-11-24T23:30"), SHANGHAI) == at("2026-11-25T08:00")
    assert NIGHT.ends_after(at("2026-11-25T07:59"), SHANGHAI) == at("2026-11-25T08:00")
    assert NIGHT.ends_after(at("2026-11-25T08:00"), SHANGHAI) is None


def test_quiet_is_kept_where_the_person_is():
    assert NIGHT.ends_after(at("2026-11-24T22:00"), BERLIN) is None


def test_a_night_with_a_changed_clock_ends_by_the_wall():
    spring = at("2026-03-28T23:00", BERLIN)
    assert NIGHT.ends_after(spring, BERLIN) - spring == timedelta(hours=8)


def test_a_daily_digest_comes_next_morning():
    assert Digest(at=time(8, 30)).next_after(at("2026-11-24T08:30"), SHANGHAI) == at("2026-11-25T08:30")
    assert Digest(at=time(8, 30)).next_after(at("2026-11-24T08:29"), SHANGHAI) == at("2026-11-24T08:30")


def test_an_hourly_digest_comes_at_the_full_hour():
    assert Digest("hour").next_after(at("2026-11-24T10:18"), SHANGHAI) == at("2026-11-24T11:00")


@given(moments, clocks, clocks)
def test_no_quiet_lasts_a_day(now, start, end):
    until = Quiet(start, end).ends_after(now, SHANGHAI)
    assert until is None or timedelta() < until - now <= timedelta(days=1)
    assert until is None or Quiet(start, end).ends_after(until, SHANGHAI) is None


@given(moments, clocks)
def test_a_digest_comes_within_a_day(now, clock):
    assert timedelta() < Digest(at=clock).next_after(now, SHANGHAI) - now <= timedelta(days=1)
