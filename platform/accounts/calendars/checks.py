"""Checks of calendars across files."""

from __future__ import annotations

from collections.abc import Iterator

from definitions import WARNING, Catalog, Problem, check


@check
def one_default_calendar(catalog: Catalog) -> Iterator[Problem]:
    """Everybody must know which calendar holds for them."""
    calendars = catalog.all("calendar")
    marked = [calendar for calendar in calendars if calendar.default]
    for calendar in marked[1:]:
        yield catalog.problem(calendar, ("default",), "accounts.second_default_calendar", first=marked[0].id)
    if len(calendars) > 1 and not marked:
        first = calendars[0]
        yield catalog.problem(first, ("id",), "accounts.no_default_calendar", level=WARNING, id=first.id)
