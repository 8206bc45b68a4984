"""Good moments for later, by one's own working time: after lunch, the next working morning, the first of next week."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from accounts import WorkingCalendar
from definitions import Duration, Refused

MORNING, AFTERNOON = time(10), time(15)
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Moment:
    """A moment to choose, and what it is called: hour, lunch, afternoon, next_day, day_after, next_week."""

    name: str
    at: datetime


def moments_to_return(now: datetime, calendar: WorkingCalendar) -> tuple[Moment, ...]:
    """When something may come back that is put off: within the day, the next working morning, next week."""
    hour = Moment("hour", (now + HOUR).replace(second=0, microsecond=0))
    return _in_order([hour, *_after_the_break(now, calendar), *_mornings(now, calendar)], now)


def moments_to_promise(now: datetime, calendar: WorkingCalendar) -> tuple[Moment, ...]:
    """When one may speak again: this afternoon, the next working days, next week; at an hour at which people answer."""
    today = calendar.day_of(now)
    found = [Moment("afternoon", at) for at in (_clock(today, AFTERNOON, calendar),) if at - now >= HOUR]
    found = [one for one in found if calendar.is_working(one.at)]
    for one in _mornings(now, calendar):
        at = _clock(calendar.day_of(one.at), MORNING, calendar)
        found.append(Moment(one.name, at if calendar.is_working(at) else one.at))
    return _in_order(found, now)


def next_working_day(now: datetime, calendar: WorkingCalendar) -> date:
    """The first day after today on which one works; tomorrow for who never does."""
    return calendar.day_of(next(iter(_openings(now, calendar)), now + timedelta(days=1)))


def is_day_off(now: datetime, calendar: WorkingCalendar) -> bool:
    """Whether nobody expects one at work today."""
    return not calendar.is_working_day(calendar.day_of(now))


def time_passed(since: datetime, now: datetime, calendar: WorkingCalendar, *, like: Duration) -> Duration:
    """How long ago something was, in days or hours as `like` counts them: working ones or any."""
    if like.unit in ("minutes", "hours"):
        seconds = calendar.between(since, now) if like.working else (now - since).total_seconds()
        return Duration(max(0, int(seconds // 3600)), "hours", like.working)
    first, today = calendar.day_of(since), calendar.day_of(now)
    later = (first + timedelta(days=n + 1) for n in range(max(0, (today - first).days)))
    return Duration(sum(1 for day in later if not like.working or calendar.is_working_day(day)), "days", like.working)


def _after_the_break(now: datetime, calendar: WorkingCalendar) -> Iterator[Moment]:
    windows = calendar.windows_on(calendar.day_of(now))
    for (_, closes), (opens, _) in zip(windows, windows[1:], strict=False):
        if now < opens and opens > closes:
            yield Moment("lunch", opens)
            return


def _mornings(now: datetime, calendar: WorkingCalendar) -> list[Moment]:
    """The next working mornings, the one after, and the first of the next week."""
    opened = _openings(now, calendar)
    named = [Moment(name, at) for name, at in zip(("next_day", "day_after"), opened, strict=False)]
    today = calendar.day_of(now)
    monday = today + timedelta(days=7 - today.weekday())
    later = [at for at in opened if calendar.day_of(at) >= monday]
    return [*named, *([Moment("next_week", later[0])] if later else [])]


def _openings(now: datetime, calendar: WorkingCalendar) -> list[datetime]:
    """When work begins on the next few working days."""
    found: list[datetime] = []
    day = calendar.day_of(now)
    try:
        while len(found) < 6:
            opens = calendar.opening(_clock(day + timedelta(days=1), time(), calendar))
            found.append(opens)
            day = calendar.day_of(opens)
    except Refused:
        return found
    return found


def _clock(day: date, at: time, calendar: WorkingCalendar) -> datetime:
    return datetime.combine(day, at, calendar.zone)


def _in_order(found: list[Moment], now: datetime) -> tuple[Moment, ...]:
    """In order, each moment once, none in the past."""
    by_moment: dict[datetime, Moment] = {}
    for one in found:
        if one.at > now:
            by_moment.setdefault(one.at, one)
    return tuple(sorted(by_moment.values(), key=lambda one: one.at))
