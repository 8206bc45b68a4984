"""Which calendar holds for whom."""

from __future__ import annotations

from collections.abc import Iterable

from definitions import Catalog

from .definition import STANDARD, CalendarDefinition
from .leave import Leave
from .working_time import WorkingCalendar


def default_definition(catalog: Catalog) -> CalendarDefinition:
    """The calendar marked as default, else the first one, else Mon–Fri 09:00–18:00 in Shanghai."""
    calendars = catalog.all("calendar")
    marked = [calendar for calendar in calendars if calendar.default]
    return next(iter(marked or calendars), STANDARD)


def default_calendar(catalog: Catalog) -> WorkingCalendar:
    """The calendar of everybody who has none of their own."""
    return calendar_by_id(catalog, default_definition(catalog).id)


def calendar_by_id(catalog: Catalog, id: str | None, leaves: Iterable[Leave] = ()) -> WorkingCalendar:
    """The calendar `id`, or the default one where this revision has none of that name; less the absences."""
    windows = tuple((leave.starts_at, leave.ends_at) for leave in leaves)
    if windows:
        return catalog.derived(("calendar", id, windows), lambda: calendar_by_id(catalog, id).without(windows))
    definition = (catalog.find("calendar", id) if id else None) or default_definition(catalog)
    return catalog.derived(("calendar", definition.id), lambda: WorkingCalendar(definition))
