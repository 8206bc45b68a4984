"""Working time: hours run only in windows, days keep their clock time, and nothing is lost between."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts import NoWorkingTime, WorkingCalendar, calendars
from accounts.calendars import STANDARD, ExceptionalDay, parse_hours
from definitions import Duration, Label

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
LUNCH = parse_hours(["09:00-12:00", "13:00-18:00"])
CHINA = replace(STANDARD, id="china", country="CN", week=(LUNCH,) * 5 + ((), ()), make_up=LUNCH)
SHORT_FRIDAY = replace(CHINA, week=(LUNCH,) * 4 + (parse_hours(["10:00-14:00"]), (), ()))
# Works through the hours in which Berlin's clocks change, every day.
NIGHT = replace(STANDARD, id="night", zone="Europe/Berlin", week=(parse_hours(["00:00-02:30", "02:45-06:00"]),) * 7)
OFFICE = replace(STANDARD, id="berlin", zone="Europe/Berlin", country="DE")
ALL = [WorkingCalendar(definition) for definition in (STANDARD, CHINA, SHORT_FRIDAY, NIGHT, OFFICE)]
china = WorkingCalendar(CHINA)


def at(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def later(calendar: WorkingCalendar, start: str, duration: str) -> str:
    return f"{calendar.add(at(start), Duration.parse(duration)).astimezone(SHANGHAI):%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("start", "duration", "end"),
    [
        ("2026-11-24 10:18", "1 working hour", "11-24 11:18"),
        ("2026-11-24 10:18", "3 working hours", "11-24 14:18"),  # over lunch
        ("2026-11-24 11:00", "1 working hour", "11-24 12:00"),  # a deadline may be the closing minute
        ("2026-11-24 12:30", "30m", "11-24 13:00"),  # wall time takes no lunch
        ("2026-11-24 12:30", "30 working minutes", "11-24 13:30"),
        ("2026-11-20 16:30", "3 working hours", "11-23 10:30"),  # over the weekend
        ("2026-11-21 20:00", "1 working hour", "11-23 10:00"),  # from a Saturday
        ("2026-09-30 17:00", "3 working hours", "10-08 11:00"),  # over the National Day
        ("2026-10-09 17:00", "2 working hours", "10-10 10:00"),  # into a Saturday that is worked
        ("2026-02-13 17:00", "2 working hours", "02-14 10:00"),
        ("2026-11-24 10:18", "1 working day", "11-25 10:18"),
        ("2026-11-20 17:30", "2 working days", "11-24 17:30"),
        ("2026-11-20 20:00", "2 working days", "11-25 09:00"),  # counts from Monday's opening
        ("2026-10-09 10:00", "1 working day", "10-10 10:00"),
        ("2026-11-24 10:18", "1 working week", "12-01 10:18"),
        ("2026-11-24 10:00", "0.5 working days", "11-24 15:00"),
    ],
)
def test_later_in_working_time(start, duration, end):
    assert later(china, start, duration) == end


@pytest.mark.parametrize(
    ("start", "end"),
    [("2026-11-26 09:30", "11-27 10:00"), ("2026-11-26 12:30", "11-27 13:00"), ("2026-11-26 17:30", "11-27 14:00")],
)
def test_a_day_with_other_hours_holds_the_clock_time_inside(start, end):
    assert later(WorkingCalendar(SHORT_FRIDAY), start, "1 working day") == end


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-11-24 09:00", "2026-11-24 18:00", 8),
        ("2026-11-24 12:00", "2026-11-24 13:00", 0),
        ("2026-11-20 17:00", "2026-11-23 10:00", 2),
        ("2026-10-01 00:00", "2026-10-08 00:00", 0),
        ("2026-10-09 00:00", "2026-10-12 00:00", 16),
        ("2026-11-24 18:00", "2026-11-24 09:00", -8),
    ],
)
def test_hours_between_two_moments(start, end, hours):
    assert china.between(at(start), at(end)) == hours * 3600


def test_earlier_is_later_backwards():
    start = at("2026-11-23 10:30")
    assert china.subtract(start, Duration.parse("3 working hours")) == at("2026-11-20 16:30")
    assert china.subtract(start, Duration.parse("2 working days")) == at("2026-11-19 10:30")
    assert china.add(start, Duration(-3, "hours", True)) == at("2026-11-20 16:30")
    assert china.subtract(start, Duration.parse("2d")) == at("2026-11-21 10:30")


@pytest.mark.parametrize(
    ("moment", "working"),
    [("2026-11-24 09:00", True), ("2026-11-24 12:00", False), ("2026-11-24 17:59", True), ("2026-10-10 10:00", True)],
)
def test_whether_it_is_working_time(moment, working):
    assert china.is_working(at(moment)) is working


def test_opening_and_closing_are_the_nearest_work():
    night = at("2026-11-24 22:00")
    assert china.opening(night) == at("2026-11-25 09:00")
    assert china.closing(night) == at("2026-11-24 18:00")
    assert china.opening(at("2026-11-24 10:00")) == at("2026-11-24 10:00")


def test_the_hour_that_spring_takes_is_not_worked():
    night = WorkingCalendar(NIGHT)
    day = date(2026, 3, 29)
    assert night.seconds_on(day - timedelta(days=1)) == 5.75 * 3600
    assert night.between(at("2026-03-29 00:00", BERLIN), at("2026-03-29 06:00", BERLIN)) == 4.75 * 3600


def test_the_hour_that_autumn_gives_is_worked():
    night = WorkingCalendar(NIGHT)
    assert night.between(at("2026-10-25 00:00", BERLIN), at("2026-10-25 02:00", BERLIN)) == 2 * 3600
    assert night.between(at("2026-10-25 00:00", BERLIN), at("2026-10-25 06:00", BERLIN)) == 6.75 * 3600


def test_a_working_day_keeps_its_clock_over_the_change():
    office = WorkingCalendar(OFFICE)
    friday = at("2026-03-27 10:00", BERLIN)
    assert office.add(friday, Duration.parse("1 working day")).astimezone(BERLIN) == at("2026-03-30 10:00", BERLIN)


def test_leave_is_no_working_time():
    away = china.without([(at("2026-11-25 00:00"), at("2026-11-27 00:00"))])
    assert later(away, "2026-11-24 17:00", "2 working hours") == "11-27 10:00"
    assert later(away, "2026-11-24 10:00", "1 working day") == "11-27 10:00"
    assert away.between(at("2026-11-24 17:00"), at("2026-11-27 10:00")) == 2 * 3600


def test_an_hour_at_the_dentist_is_cut_out():
    away = china.without([(at("2026-11-24 10:00"), at("2026-11-24 11:00"))])
    assert later(away, "2026-11-24 09:30", "1 working hour") == "11-24 11:30"
    assert not away.is_working(at("2026-11-24 10:30"))


def test_leave_of_leave_adds_up():
    once = china.without([(at("2026-11-24 09:00"), at("2026-11-24 11:00"))])
    twice = once.without([(at("2026-11-24 10:00"), at("2026-11-24 12:00"))])
    assert twice.seconds_on(date(2026, 11, 24)) == 5 * 3600


def test_a_calendar_without_work_says_so():
    never = WorkingCalendar(replace(STANDARD, week=((),) * 7))
    for search in (
        lambda: never.add(at("2026-11-24 10:00"), Duration.parse("1 working hour")),
        lambda: never.add(at("2026-11-24 10:00"), Duration.parse("1 working day")),
        lambda: never.closing(at("2026-11-24 10:00")),
        lambda: china.add(at("9999-12-30 10:00"), Duration.parse("4 working weeks")),
    ):
        with pytest.raises(NoWorkingTime):
            search()


def test_one_exception_is_enough_to_work():
    day = date(2026, 12, 5)
    only = replace(STANDARD, week=((),) * 7, exceptions={day: ExceptionalDay(day, LUNCH, Label.of(""))})
    assert later(WorkingCalendar(only), "2026-11-24 10:00", "1 working hour") == "12-05 10:00"


moments = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
working_minutes = st.integers(0, 6000).map(lambda n: Duration(n, "minutes", True))
durations = st.one_of(working_minutes, st.integers(0, 20).map(lambda n: Duration(n, "days", True)))
any_calendar = st.sampled_from(ALL)


@given(any_calendar, moments, working_minutes)
def test_what_is_added_lies_between(calendar, start, duration):
    assert calendar.between(start, calendar.add(start, duration)) == duration.seconds


@given(any_calendar, moments, working_minutes)
def test_what_is_subtracted_lies_between(calendar, end, duration):
    assert calendar.between(calendar.subtract(end, duration), end) == duration.seconds


@given(any_calendar, moments, durations)
def test_every_answer_lies_in_working_time(calendar, start, duration):
    end = calendar.add(start, duration)
    assert any(opens <= end <= closes for opens, closes in calendar.windows_on(calendar.day_of(end)))


@given(any_calendar, moments, moments, durations)
def test_who_starts_earlier_ends_no_later(calendar, one, other, duration):
    early, late = sorted((one, other))
    assert calendar.add(early, duration) <= calendar.add(late, duration)


@given(any_calendar, moments, st.integers(0, 20))
def test_working_days_are_counted_one_by_one(calendar, start, days):
    first, end = calendar.opening(start), calendar.add(start, Duration(days, "days", True))
    span = range(1, (calendar.day_of(end) - calendar.day_of(first)).days + 1)
    worked = [calendar.is_working_day(calendar.day_of(first) + timedelta(days=n)) for n in span]
    assert sum(worked) == days


@given(any_calendar, moments, moments, moments)
def test_time_between_adds_up(calendar, a, b, c):
    assert calendar.between(a, b) + calendar.between(b, c) == pytest.approx(calendar.between(a, c), abs=1e-5)


@given(any_calendar, st.dates(date(2025, 1, 1), date(2027, 12, 31)))
def test_windows_are_in_order_and_never_overlap(calendar, day):
    edges = [edge for window in calendar.windows_on(day) for edge in window]
    assert edges == sorted(set(edges))


@given(moments, moments, moments, working_minutes)
def test_leave_keeps_the_sums(start, one, other, duration):
    away, back = sorted((one, other))
    calendar = china.without([(away, min(back, away + timedelta(days=60)))])
    end = calendar.add(start, duration)
    assert calendar.between(start, end) == duration.seconds
    assert end >= china.add(start, duration)


def test_the_package_says_what_it_offers():
    assert all(hasattr(calendars, name) for name in calendars.__all__)
