"""The kind `calendar`: hours by weekday, a country's holidays, and days that are different."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from definitions import LABEL_SCHEMA, WARNING, Label, Source, kind, suggest

from ..zones import zone_names
from .country import country_year, holiday_name, is_known_country, known_countries
from .hours import Hours, HoursError, parse_hours, parse_weekdays

MAKE_UP = "make_up"

_HOURS_SCHEMA = {
    "type": "array",
    "items": {"type": "string", "minLength": 1},
    "description": 'Stretches of work: ["09:00-12:00", "13:00-18:00"]',
}
_EXCEPTION_SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["date", "hours"],
    "properties": {
        "date": {"format": "date", "description": "A day: 2026-12-31"},
        "hours": {"anyOf": [_HOURS_SCHEMA, {"const": "off"}], "description": "Hours of that day, or off"},
        "label": LABEL_SCHEMA,
    },
}


@dataclass(frozen=True)
class ExceptionalDay:
    """One day with hours of its own; no hours make it a day off."""

    day: date
    hours: tuple[Hours, ...]
    label: Label


@kind("calendar", folder="calendars")
@dataclass(frozen=True)
class CalendarDefinition:
    """When people work: what a working hour and a working day are."""

    id: str
    label: Label
    zone: str
    week: tuple[tuple[Hours, ...], ...]
    make_up: tuple[Hours, ...] = ()
    country: str | None = None
    region: str | None = None
    exceptions: Mapping[date, ExceptionalDay] = field(default_factory=dict)
    default: bool = False
    form: ClassVar[None] = None

    @classmethod
    def schema(cls) -> dict[str, Any]:
        """What a calendar file may hold."""
        return {
            "description": "Working hours, holidays and exceptions",
            "required": ["hours"],
            "properties": {
                "zone": {"type": "string", "default": "Asia/Shanghai", "description": "A time zone: Asia/Shanghai"},
                "country": {"type": "string", "description": "Whose holidays and make-up workdays hold: CN"},
                "region": {"type": "string", "description": "A part of the country with holidays of its own: BY"},
                "hours": {"type": "object", "minProperties": 1, "additionalProperties": _HOURS_SCHEMA},
                "exceptions": {"type": "array", "items": _EXCEPTION_SCHEMA},
                "default": {"type": "boolean", "description": "Holds for everybody who has no calendar of their own"},
            },
        }

    @classmethod
    def from_source(cls, source: Source) -> CalendarDefinition:
        """The calendar of a checked file."""
        data = source.data
        week, make_up = _week(source)
        return cls(
            id=source.id,
            label=source.label(),
            zone=_zone(source),
            week=week,
            make_up=make_up,
            country=_country(source),
            region=data.get("region"),
            exceptions=_exceptions(source),
            default=data.get("default", False),
        )

    @property
    def timezone(self) -> ZoneInfo:
        """The zone in which the clock times are meant."""
        return ZoneInfo(self.zone)

    def hours_on(self, day: date) -> tuple[Hours, ...]:
        """The stretches of work of one day: an exception, else a holiday or make-up day, else the weekday."""
        exception = self.exceptions.get(day)
        if exception is not None:
            return exception.hours
        usual = self.week[day.weekday()]
        if self.country is None:
            return usual
        year = country_year(self.country, self.region, day.year)
        if day in year.made_up:
            return usual or self.make_up
        return () if day in year.off else usual

    def name_of(self, day: date, language: str) -> str | None:
        """Why a day is different, in words: the exception's label or the holiday's name."""
        exception = self.exceptions.get(day)
        if exception is not None:
            return exception.label.text(language)
        return holiday_name(self.country, self.region, day, language) if self.country else None


def _zone(source: Source) -> str:
    zone = source.data.get("zone", STANDARD.zone)
    if zone not in zone_names():
        hint = suggest(zone.rsplit("/", 1)[-1], [name.rsplit("/", 1)[-1].lower() for name in zone_names()])
        full = next((name for name in sorted(zone_names()) if hint and name.lower().endswith(hint)), None)
        source.problem(("zone",), "accounts.unknown_zone", name=zone, suggestion=full)
        return STANDARD.zone
    return zone


def _country(source: Source) -> str | None:
    country, region = source.data.get("country"), source.data.get("region")
    if country is None:
        if region is not None:
            source.problem(("region",), "accounts.region_without_country", level=WARNING)
        return None
    if not is_known_country(country):
        hint = country.upper() if is_known_country(country.upper()) else suggest(country, known_countries())
        source.problem(("country",), "accounts.unknown_country", name=country, suggestion=hint)
        return None
    if not is_known_country(country, region):
        source.problem(("region",), "accounts.unknown_region", name=region, country=country)
        return None
    return country


def _week(source: Source) -> tuple[tuple[tuple[Hours, ...], ...], tuple[Hours, ...]]:
    """Hours by weekday, and those of make-up days: as written, else those of the week's first working day."""
    week: list[tuple[Hours, ...]] = [()] * 7
    seen: set[int] = set()
    make_up: tuple[Hours, ...] = ()
    for name, written in source.data["hours"].items():
        try:
            hours = parse_hours(written)
            if name == MAKE_UP:
                make_up = hours
                continue
            days = parse_weekdays(name)
        except HoursError as error:
            source.problem(("hours", name), error.key, **error.params)
            continue
        if seen.intersection(days):
            source.problem(("hours", name), "accounts.weekday_twice", name=name)
        seen.update(days)
        for day in days:
            week[day] = hours
    if not any(week) and not source.problems:
        source.problem(("hours",), "accounts.no_hours")
    return tuple(week), make_up or next((hours for hours in week if hours), ())


def _exceptions(source: Source) -> Mapping[date, ExceptionalDay]:
    found: dict[date, ExceptionalDay] = {}
    for position, written in enumerate(source.data.get("exceptions", ())):
        path = ("exceptions", position)
        day = _day(written["date"])
        if day is None:
            source.problem((*path, "date"), "accounts.bad_date", written=str(written["date"]))
        elif day in found:
            source.problem((*path, "date"), "accounts.date_twice", date=day.isoformat())
        else:
            found[day] = ExceptionalDay(day, _exception_hours(source, path, written), Label.of(written.get("label")))
    return MappingProxyType(found)


def _exception_hours(source: Source, path: tuple[Any, ...], written: Mapping[str, Any]) -> tuple[Hours, ...]:
    if written["hours"] == "off":
        return ()
    try:
        return parse_hours(written["hours"])
    except HoursError as error:
        source.problem((*path, "hours"), error.key, **error.params)
        return ()


def _day(written: Any) -> date | None:
    if isinstance(written, datetime):
        return None
    try:
        return written if isinstance(written, date) else date.fromisoformat(written)
    except (TypeError, ValueError):
        return None


# What holds where no calendar is defined.
STANDARD = CalendarDefinition(
    id="standard",
    label=Label.of({"zh": "标准工作时间", "en": "Standard working time"}),
    zone="Asia/Shanghai",
    week=((Hours(9 * 60, 18 * 60),),) * 5 + ((), ()),
    make_up=(Hours(9 * 60, 18 * 60),),
)
