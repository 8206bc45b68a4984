"""When a cadence's next step may be taken: after a wait, within its hours, and as its limits allow; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from accounts import WorkingCalendar
from definitions import Reason

from .definition import CADENCE, Hours, Most, Wait

# When the n-th newest send that a limit counts went out; None where there were fewer.
Newest = Callable[[Most, datetime], datetime | None]
LONGEST_SEARCH = 400
SPREAD = timedelta(seconds=1)


@dataclass(frozen=True)
class Delay:
    """Until when a step has to wait for its turn, and because of what."""

    until: datetime
    why: Reason


def due_after(wait: Wait, now: datetime, calendar: WorkingCalendar) -> datetime:
    """The end of a wait; with a time of the day, that time of the day on which it ends, never before now."""
    end = calendar.add(now, wait.length)
    if wait.at is None:
        return end
    day = calendar.day_of(end)
    found = _at(day, wait.at, calendar)
    return found if found > now else _at(day + timedelta(days=1), wait.at, calendar)


def within_hours(hours: Hours | None, now: datetime, calendar: WorkingCalendar) -> datetime:
    """Now, or when the hours begin next."""
    if hours is None:
        return now
    day = calendar.day_of(now)
    for _ in range(LONGEST_SEARCH):
        if not hours.working or calendar.is_working_day(day):
            since, until = _at(day, hours.since, calendar), _at(day, hours.until, calendar)
            if now < until:
                return max(now, since)
        day += timedelta(days=1)
    return now  # a calendar that never works holds nothing up for ever


def turn(limits: Iterable[Most], newest: Newest, now: datetime) -> Delay | None:
    """The latest moment that a limit asks to wait for; None where all of them let it go."""
    delays = [delay for most in limits if (delay := _delay(most, newest, now)) is not None]
    return max(delays, key=lambda delay: delay.until, default=None)


def _delay(most: Most, newest: Newest, now: datetime) -> Delay | None:
    span = timedelta(seconds=most.per.seconds)
    oldest = newest(most, now - span)
    if oldest is None:
        return None
    code = "cadence.waits.limit" if most.of == CADENCE else f"cadence.waits.limit_{most.of}"
    return Delay(oldest + span + SPREAD, Reason(code, {"n": most.n, "per": _per(most)}))


def _per(most: Most) -> dict[str, str]:
    return {language: most.per.words(language) for language in ("zh", "en")}


def _at(day: date, at: time, calendar: WorkingCalendar) -> datetime:
    return datetime.combine(day, at, calendar.zone).astimezone(UTC)
