"""Leave as a verb: who may write it down for whom."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from . import calendars, people
from .calendars import Leave
from .hours_changed import hours_changed
from .permissions import allowed, require
from .work import Work


def add(work: Work, person: int, first: date, last: date, reason: str = "") -> Leave:
    """Leave from the first to the last day, both included, in the person's zone."""
    who = people.get(work.connection, person)
    _require(work, person)
    window = calendars.whole_days(first, last, ZoneInfo(who.timezone))
    leave = calendars.add_leave(work.connection, person, window, reason)
    hours_changed(work, person)
    return leave


def cancel(work: Work, leave: int) -> None:
    """Takes leave back."""
    person = calendars.leave_by_id(work.connection, leave).person
    _require(work, person)
    calendars.cancel_leave(work.connection, leave)
    hours_changed(work, person)


def _require(work: Work, person: int) -> None:
    """Oneself, or somebody whose superior one is; everybody else needs the right to arrange people."""
    if allowed(work.actor, "people") or person == work.actor.person_id:
        return
    superiors = {each.id for each in people.superiors_of(work.connection, person)}
    if work.actor.person_id not in superiors:
        require(work, "people")
