"""Moments before a day that lie in the past when the day is written down: three days before tomorrow is now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from accounts import Work, default_calendar
from definitions import Catalog
from records import Event

from ..facts import facts_after
from ..happenings import Told
from .calendar_times import moment_at
from .clock import moment_start
from .definition import BEFORE, Automation, Moment
from .matching import Start

Watched = tuple[tuple[Automation, int, Moment], ...]


def overtaken(work: Work, told: Told) -> list[Start]:
    """What has to begin at once: the moment is past, and the day it warns of is not."""
    watched = _watched(work.catalog)
    meant = [
        (event, one) for event in told.events for one in watched.get(event.form, ()) if _writes(event, one[2].field)
    ]
    found = []
    for form in dict.fromkeys(event.form for event, _ in meant):
        theirs = [(event.record, one) for event, one in meant if event.form == form]
        values = facts_after(work, told, form, {record for record, _ in theirs}, ())
        found += [start for record, one in theirs for start in _start(work, record, values.get(record, {}), one)]
    return found


def _watched(catalog: Catalog) -> Mapping[str, Watched]:
    return catalog.derived("automations watching days", lambda: _watch(catalog))


def _watch(catalog: Catalog) -> dict[str, Watched]:
    found: dict[str, Watched] = {}
    for automation in catalog.all("automation"):
        ahead = [(automation, place, one) for place, one in enumerate(automation.moments) if one.side == BEFORE]
        found[automation.form] = (*found.get(automation.form, ()), *(one for one in ahead if one[2].by))
    return found


def _writes(event: Event, field: str) -> bool:
    return event.kind == "submitted" or (event.kind == "edited" and field in event.data.get("changes", ()))


def _start(work: Work, record: int, values: Mapping[str, Any], one: tuple[Automation, int, Moment]) -> Iterator[Start]:
    automation, place, moment = one
    value, calendar = values.get(moment.field), default_calendar(work.catalog)
    if value is None or moment_at(moment, value, calendar) > work.now:
        return
    if work.now < value if isinstance(value, datetime) else _is_ahead(value, calendar.day_of(work.now)):
        yield moment_start(automation, place, moment, record, value)


def _is_ahead(day: date, today: date) -> bool:
    return today <= day
