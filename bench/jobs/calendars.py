"""Working time: hours with a lunch break, holidays with make-up days, leave, and a zone whose clocks change."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random

from accounts import WorkingCalendar
from accounts.calendars import CalendarDefinition
from definitions import Duration, load_files

from ..figures import Figure
from . import Place

CALENDAR = """
kind: calendar
id: {id}
zone: {zone}
country: {country}
hours: {{mon-fri: ["09:00-12:00", "13:00-18:00"]}}
"""
ROUNDS = 20_000
START = datetime(2026, 1, 1, tzinfo=UTC)


def measure(place: Place) -> Iterator[Figure]:
    """Microseconds of one answer, no two of them the same; the days of two years are found on the way."""
    rounds = max(200, int(ROUNDS * place.sizes.part))
    moments = _moments(rounds)
    china, berlin = _calendar("china", "Asia/Shanghai", "CN"), _calendar("berlin", "Europe/Berlin", "DE")
    away = china.without([(datetime(2026, 5, 11, tzinfo=UTC), datetime(2026, 5, 23, tzinfo=UTC))])
    three, two, days = Duration(3, "hours", True), Duration(2, "days", True), Duration(30, "days", True)
    yield _figure("+ 3 working hours", lambda at: china.add(at, three), moments)
    yield _figure("+ 3 working hours, with leave", lambda at: away.add(at, three), moments)
    yield _figure("+ 3 working hours, Berlin", lambda at: berlin.add(at, three), moments)
    yield _figure("+ 2 working days", lambda at: china.add(at, two), moments)
    yield _figure("- 30 working days", lambda at: china.subtract(at, days), moments)
    yield _figure("between, a week apart", lambda at: china.between(at, at + timedelta(days=7)), moments)
    yield _figure("between, a year apart", lambda at: china.between(at, at + timedelta(days=365)), moments)


def _moments(count: int) -> list[datetime]:
    random = Random(20261124)
    return [START + timedelta(seconds=random.randrange(365 * 86_400), microseconds=number) for number in range(count)]


def _calendar(id: str, zone: str, country: str) -> WorkingCalendar:
    loaded = load_files({f"calendars/{id}.yaml": CALENDAR.format(id=id, zone=zone, country=country)})
    definition: CalendarDefinition = loaded.catalog.get("calendar", id)
    calendar = WorkingCalendar(definition)
    for day in range(730):  # what a process knows after its first minutes
        calendar.seconds_on(date(2025, 12, 1) + timedelta(days=day))
    return calendar


def _figure(what: str, ask: Callable[[datetime], object], moments: list[datetime]) -> Figure:
    began = time.perf_counter()
    for at in moments:
        ask(at)
    took = time.perf_counter() - began
    return Figure(what, "µs", 1_000_000 * took / len(moments), aim="20 µs")
