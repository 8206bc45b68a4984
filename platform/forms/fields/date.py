"""A calendar day."""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from .base import EMPTY_CONTEXT, Context, Example, FieldType, ValueRefused, field_type

DATE_OPERATORS = ("on", "before", "after", "since", "until", "filled", "empty")
WRITTEN = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def read_day(text: str) -> dt.date:
    """2026-11-21, 2026/11/21, 2026.11.21, 2026年11月21日, 20261121."""
    found = WRITTEN.fullmatch(text) or COMPACT.fullmatch(text)
    if not found:
        raise ValueRefused("not_a_date")
    try:
        return dt.date(*(int(part) for part in found.groups()))
    except ValueError:
        raise ValueRefused("no_such_day") from None


def show_day(day: dt.date, context: Context) -> str:
    if not context.prose and context.year is None:
        return day.isoformat()
    far = context.year not in (None, day.year)
    if context.language == "zh":
        return f"{day.year}年{day.month}月{day.day}日" if far else f"{day.month}月{day.day}日"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if far else f"{day.day} {MONTHS[day.month - 1]}"


@field_type("date")
@dataclass(frozen=True)
class Day(FieldType):
    """A calendar day, the same in every time zone."""

    icon: ClassVar = "calendar"
    family: ClassVar = "time"
    storage: ClassVar = "date"
    rule_type: ClassVar = "date"
    operators: ClassVar = DATE_OPERATORS
    control: ClassVar = "date"
    options: ClassVar = {
        "min": {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
        "max": {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    }
    examples: ClassVar = (
        Example("2026-11-21", dt.date(2026, 11, 21), shown={"zh": "2026-11-21", "en": "2026-11-21"}),
        Example("2026/2/3", dt.date(2026, 2, 3)),
        Example("2026年11月21日", dt.date(2026, 11, 21)),
        Example("20261121", dt.date(2026, 11, 21)),
        Example("2026-11-21 00:00:00", dt.date(2026, 11, 21)),
        Example(dt.date(2026, 11, 21), dt.date(2026, 11, 21)),
        Example("2026-02-30", refused="no_such_day"),
        Example("tomorrow", refused="not_a_date"),
        Example(46347, refused="not_a_date"),
        Example("0021-01-01", refused="far_date"),
        Example("2026-01-01", refused="before_first", options={"min": "2026-02-01"}),
        Example("2026-03-01", refused="after_last", options={"max": "2026-02-01"}),
    )

    min: dt.date | None = None
    max: dt.date | None = None

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> Self:
        days = {name: dt.date.fromisoformat(str(options[name])) for name in ("min", "max") if name in options}
        return cls(**days)

    def option_problems(self):
        if self.min and self.max and self.min > self.max:
            yield "min", "min_over_max", {"least": str(self.min), "most": str(self.max)}

    def parse(self, raw: Any, context: Context) -> dt.date:
        if isinstance(raw, dt.datetime):
            return raw.astimezone(context.zone).date() if raw.tzinfo else raw.date()
        if isinstance(raw, dt.date):
            return raw
        if not isinstance(raw, str):
            raise ValueRefused("not_a_date")
        text = unicodedata.normalize("NFKC", raw.strip()[:40])
        return read_day(re.sub(r"[ T]00:00(:00(\.0+)?)?$", "", text))

    def validate(self, value: dt.date) -> None:
        if not 1900 <= value.year <= 2199:
            raise ValueRefused("far_date", year=value.year)
        if self.min and value < self.min:
            raise ValueRefused("before_first", first=self.min.isoformat())
        if self.max and value > self.max:
            raise ValueRefused("after_last", last=self.max.isoformat())

    def show(self, value: dt.date, context: Context) -> str:
        return show_day(value, context)

    def raw(self, value: dt.date | None, context: Context = EMPTY_CONTEXT) -> str:
        return value.isoformat() if value else ""

    def to_json(self, value: dt.date | None) -> str | None:
        return value.isoformat() if value else None

    def from_json(self, stored: str | None) -> dt.date | None:
        return dt.date.fromisoformat(stored) if stored else None

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}
