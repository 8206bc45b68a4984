"""A moment."""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from typing import Any, ClassVar

from .base import EMPTY_CONTEXT, Context, Example, FieldType, ValueRefused, field_type
from .date import DATE_OPERATORS, Day, read_day, show_day

MOMENT = re.compile(
    r"(?P<day>.+?)(?:[T ]\s*|(?<=日))(?P<hour>\d{1,2}):(?P<minute>\d{2})"
    r"(?::(?P<second>\d{2})(?:\.\d+)?)?\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?"
)


def read_moment(text: str, context: Context) -> dt.datetime:
    """A day and a clock time; without an offset it is the reader's own clock."""
    found = MOMENT.fullmatch(text)
    if not found:
        raise ValueRefused("not_a_moment")
    day = read_day(found["day"].strip())
    try:
        clock = dt.time(int(found["hour"]), int(found["minute"]), int(found["second"] or 0))
    except ValueError:
        raise ValueRefused("no_such_time") from None
    return dt.datetime.combine(day, clock, zone_of(found["zone"], context)).astimezone(dt.UTC)


def zone_of(written: str | None, context: Context) -> dt.tzinfo:
    if not written:
        return context.zone
    if written == "Z":
        return dt.UTC
    sign = -1 if written[0] == "-" else 1
    minutes = int(written[1:3]) * 60 + int(written[-2:])
    if minutes >= 24 * 60:
        raise ValueRefused("no_such_time")
    return dt.timezone(sign * dt.timedelta(minutes=minutes))


@field_type("datetime")
@dataclass(frozen=True)
class Moment(FieldType):
    """A moment, kept in UTC and shown on the reader's clock."""

    icon: ClassVar = "calendar-time"
    family: ClassVar = "time"
    storage: ClassVar = "datetime"
    rule_type: ClassVar = "datetime"
    operators: ClassVar = DATE_OPERATORS
    control: ClassVar = "datetime-local"
    cell: ClassVar = "time"
    examples: ClassVar = (
        Example(
            "2026-11-21T09:30",
            dt.datetime(2026, 11, 21, 1, 30, tzinfo=dt.UTC),
            shown={"zh": "2026-11-21 09:30", "en": "2026-11-21 09:30"},
        ),
        Example("2026/11/21 9:30:15", dt.datetime(2026, 11, 21, 1, 30, 15, tzinfo=dt.UTC)),
        Example("2026年11月21日 09:30", dt.datetime(2026, 11, 21, 1, 30, tzinfo=dt.UTC)),
        Example("2026-11-21T01:30:00Z", dt.datetime(2026, 11, 21, 1, 30, tzinfo=dt.UTC)),
        Example("2026-11-21 01:30+0000", dt.datetime(2026, 11, 21, 1, 30, tzinfo=dt.UTC)),
        Example("2026-11-21", dt.datetime(2026, 11, 20, 16, tzinfo=dt.UTC)),
        Example("soon", refused="not_a_moment"),
        Example("2026-11-21 25:00", refused="no_such_time"),
        Example("2026-02-30 09:00", refused="no_such_day"),
        Example("0001-01-01 00:00", refused="far_date"),
        Example(1_700_000_000, refused="not_a_moment"),
    )

    def parse(self, raw: Any, context: Context) -> dt.datetime:
        if isinstance(raw, dt.datetime):
            return (raw if raw.tzinfo else raw.replace(tzinfo=context.zone)).astimezone(dt.UTC)
        if isinstance(raw, dt.date):
            return dt.datetime.combine(raw, dt.time(), context.zone).astimezone(dt.UTC)
        if not isinstance(raw, str):
            raise ValueRefused("not_a_moment")
        text = unicodedata.normalize("NFKC", raw.strip()[:60])
        try:
            return read_moment(text if ":" in text else f"{text} 00:00", context)
        except OverflowError:
            raise ValueRefused("far_date", year=text[:4]) from None
        except ValueRefused as refusal:
            raise ValueRefused("not_a_moment") if refusal.code == "not_a_date" else refusal from None

    def validate(self, value: dt.datetime) -> None:
        if not 1900 <= value.year <= 2199:
            raise ValueRefused("far_date", year=value.year)

    def asked(self, raw: str, context: Context) -> dt.date:
        """A moment is looked for by its day."""
        return Day().parse(raw, context)

    def show(self, value: dt.datetime, context: Context) -> str:
        local = value.astimezone(context.zone)
        return f"{show_day(local.date(), context)} {local:%H:%M}"

    def raw(self, value: dt.datetime | None, context: Context = EMPTY_CONTEXT) -> str:
        if value is None:
            return ""
        local = value.astimezone(context.zone)
        return local.strftime("%Y-%m-%dT%H:%M:%S" if local.second else "%Y-%m-%dT%H:%M")

    def to_json(self, value: dt.datetime | None) -> str | None:
        return value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z") if value else None

    def from_json(self, stored: str | None) -> dt.datetime | None:
        return dt.datetime.fromisoformat(stored).astimezone(dt.UTC) if stored else None

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date-time"}
