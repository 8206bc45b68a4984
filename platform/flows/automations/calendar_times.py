"""When schedules come round, and which values of a field a stretch of time belongs to; pure."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from accounts import WorkingCalendar
from definitions import Duration

from .definition import BEFORE, DAY, WEEK, Moment, Schedule

# After a long stop no slot further back than this is looked for; a month's day comes once in it in any case.
LONGEST_LOOK_BACK = timedelta(days=40)
SECOND, ONE_DAY = timedelta(seconds=1), timedelta(days=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def latest_slot(schedule: Schedule, since: datetime, until: datetime, calendar: WorkingCalendar) -> datetime | None:
    """The last time that the schedule came round after `since` and up to `until`; earlier ones are made up by it."""
    since = max(since, until - LONGEST_LOOK_BACK)
    slots = [slot for slot in _slots(schedule, since, until, calendar) if since < slot <= until]
    return max(slots, default=None)


def next_slot(schedule: Schedule, after: datetime, calendar: WorkingCalendar) -> datetime | None:
    """The next time it comes round, for those who look at it."""
    slots = _slots(schedule, after, after + LONGEST_LOOK_BACK + timedelta(days=30), calendar)
    return min((slot for slot in slots if slot > after), default=None)


def moment_at(moment: Moment, value: date | datetime, calendar: WorkingCalendar) -> datetime:
    """When a record with this value is due."""
    if isinstance(value, datetime):
        return _shifted(value, moment, calendar)
    if moment.by is None:
        return _on(value, moment.at, calendar)
    if moment.by.unit in ("days", "weeks"):
        return _on(_shifted_day(value, moment, calendar), moment.at, calendar)
    return _shifted(_on(value, moment.at, calendar), moment, calendar)


def moments_between(
    moment: Moment, since: datetime, until: datetime, calendar: WorkingCalendar
) -> tuple[datetime, datetime]:
    """The moments from the first up to the second, itself left out, are due after `since` and up to `until`.

    A later value is never due earlier, so both bounds are found by halving.
    """
    return _bound(moment, since, calendar), _bound(moment, until, calendar)


def days_between(moment: Moment, since: datetime, until: datetime, calendar: WorkingCalendar) -> tuple[date, ...]:
    """The days that are due after `since` and up to `until`."""
    reach = _reach(moment)
    first, last = calendar.day_of(since) - reach, calendar.day_of(until) + reach
    low = _first_day(first, last, lambda day: moment_at(moment, day, calendar) > since)
    high = _first_day(first, last, lambda day: moment_at(moment, day, calendar) > until)
    return tuple(date.fromordinal(day) for day in range(low, high))


def _slots(schedule: Schedule, since: datetime, until: datetime, calendar: WorkingCalendar) -> Iterator[datetime]:
    # A month's day that is no working day moves on, so days before the stretch may come round in it.
    first = calendar.day_of(since) - timedelta(days=15 if schedule.working else 1)
    day = first
    while day <= calendar.day_of(until):
        if _comes_round(schedule, day, calendar):
            yield _at(_working_day(day, calendar) if schedule.working else day, schedule.at, calendar)
        day += ONE_DAY


def _comes_round(schedule: Schedule, day: date, calendar: WorkingCalendar) -> bool:
    if schedule.every == DAY:
        return not schedule.working or calendar.is_working_day(day)
    if schedule.every == WEEK:
        return day.weekday() in schedule.days and (not schedule.working or calendar.is_working_day(day))
    last = monthrange(day.year, day.month)[1]
    return day.day in {last if wanted == -1 else min(wanted, last) for wanted in schedule.days}


def _working_day(day: date, calendar: WorkingCalendar) -> date:
    """The day itself, or the next on which anybody works."""
    return calendar.day_of(calendar.opening(datetime.combine(day, time(), calendar.zone)))


def _at(day: date, at: time, calendar: WorkingCalendar) -> datetime:
    return datetime.combine(day, at, calendar.zone).astimezone(UTC)


def _on(day: date, at: time | None, calendar: WorkingCalendar) -> datetime:
    """That time of the day; without one, when work begins."""
    return _at(day, at, calendar) if at else calendar.opening(datetime.combine(day, time(), calendar.zone))


def _shifted(value: datetime, moment: Moment, calendar: WorkingCalendar) -> datetime:
    if moment.by is None:
        return value
    return calendar.subtract(value, moment.by) if moment.side == BEFORE else calendar.add(value, moment.by)


def _shifted_day(day: date, moment: Moment, calendar: WorkingCalendar) -> date:
    """So many days on or back: of the calendar, or of those on which anybody works."""
    if not moment.by.working:
        days = timedelta(seconds=moment.by.seconds)
        return day - days if moment.side == BEFORE else day + days
    noon = datetime.combine(day, time(12), calendar.zone)
    return calendar.day_of(_shifted(noon, moment, calendar))


def _reach(moment: Moment) -> timedelta:
    """Further than this from a moment no value lies that is due at it; holidays make working time long."""
    by = moment.by or Duration(0, "days")
    return timedelta(seconds=by.seconds) * (6 if by.working else 1) + timedelta(days=30)


def _bound(moment: Moment, at: datetime, calendar: WorkingCalendar) -> datetime:
    """The first value, to the second, that is due after `at`."""
    reach = int(_reach(moment) / SECOND)
    low = int((at - _EPOCH) / SECOND) - reach
    high = low + 2 * reach
    while low < high:
        middle = (low + high) // 2
        if moment_at(moment, _EPOCH + middle * SECOND, calendar) > at:
            high = middle
        else:
            low = middle + 1
    return _EPOCH + low * SECOND


def _first_day(first: date, last: date, is_late: Callable[[date], bool]) -> int:
    low, high = first.toordinal(), last.toordinal() + 1
    while low < high:
        middle = (low + high) // 2
        if is_late(date.fromordinal(middle)):
            high = middle
        else:
            low = middle + 1
    return low
