"""When to look whether somebody works on a record: as early as any rule of recycling could have something to do."""

from __future__ import annotations

from datetime import datetime

from accounts import WorkingCalendar
from records import Timer

from ..routing import Routing

RECYCLE = "recycle"  # the kind of timer that looks


def first_look(routing: Routing, record: int, calendar: WorkingCalendar, now: datetime, *, mark: str) -> Timer | None:
    """When one looks first whether a record lies idle; None where this form has nothing that goes back."""
    if not routing.recycle:
        return None
    key = f"{RECYCLE}:{routing.form}:{record}:{mark}"
    return Timer(routing.form, record, RECYCLE, key, soonest(routing, calendar, now), now)


def soonest(routing: Routing, calendar: WorkingCalendar, now: datetime) -> datetime:
    """The first moment at which any of the rules could have something to do."""
    looks = []
    for rule in routing.recycle:
        due = calendar.add(now, rule.idle)
        looks.append(calendar.subtract(due, rule.warn) if rule.warn else due)
    return max(min(looks), now)


def mark_of(at: datetime) -> str:
    """A moment as a timer's key holds it."""
    return str(int(at.timestamp()))
