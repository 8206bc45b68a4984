"""Reckon clocks again: what a changed calendar, a leave or another calendar of somebody leaves to be done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts import Work, roster_of
from records import outbox

from ..clocks import retiming
from . import ERRANDS


@ERRANDS.register("retime")
def perform(work: Work, payload: Mapping[str, Any], key: str) -> None:
    """One portion of timers; the next is left in the outbox, so that nobody waits for all of them."""
    people = payload["people"] if "people" in payload else _counting_on(work, payload["calendars"])
    after = retiming.retime_portion(work, people, payload.get("after", 0))
    if after is not None:
        first = payload.get("first", key)
        more = {**payload, "first": first, "after": after}
        outbox.put(work.connection, "retime", more, work.now, key=f"{first}:{after}")


def _counting_on(work: Work, calendars: list[str]) -> list[int | None]:
    """Who works by one of these calendars, and everybody without one of their own: the house's may be another now."""
    known = {calendar.id for calendar in work.catalog.all("calendar")}
    everybody = roster_of(work.connection).everybody
    theirs = [one.id for one in everybody if one.calendar in calendars or one.calendar not in known]
    return [None, *theirs]
