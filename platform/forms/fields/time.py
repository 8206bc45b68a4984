"""A time of day."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from .base import Context, Example, FieldType, ValueRefused, field_type

WRITTEN = re.compile(
    r"(?P<half>上午|下午|晚上)?\s*(?P<hour>\d{1,2})\s*[:点时]\s*(?P<minute>\d{1,2})?\s*分?(?::\d{2}(?:\.\d+)?)?"
    r"\s*(?P<noon>am|pm)?",
    re.IGNORECASE,
)
LATER = ("下午", "晚上", "pm")


def read_clock(text: str) -> str:
    """09:30, 9:30, 下午3点, 3:05 pm as HH:MM, so that their order is that of the day."""
    found = WRITTEN.fullmatch(text)
    if not found:
        raise ValueRefused("not_a_time")
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    half = (found["half"] or found["noon"] or "").lower()
    if half in LATER and hour < 12:
        hour += 12
    elif half in ("am", "上午") and hour == 12:
        hour = 0
    if hour > 23 or minute > 59:
        raise ValueRefused("no_such_time")
    return f"{hour:02}:{minute:02}"


@field_type("time")
@dataclass(frozen=True)
class TimeOfDay(FieldType):
    """A time on the clock, the same on every day and in every zone; HH:MM in rules and files."""

    icon: ClassVar = "clock"
    family: ClassVar = "time"
    operators: ClassVar = ("is", "before", "after", "since", "until", "filled", "empty")
    control: ClassVar = "time"
    options: ClassVar = {
        "min": {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"},
        "max": {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"},
    }
    examples: ClassVar = (
        Example("09:30", "09:30", shown={"zh": "09:30", "en": "09:30"}),
        Example("9：05", "09:05"),
        Example("17:00:00", "17:00"),
        Example("下午3点", "15:00"),
        Example("3:05 pm", "15:05"),
        Example("12:10 am", "00:10"),
        Example(dt.time(8, 15), "08:15"),
        Example("24:00", refused="no_such_time"),
        Example("noon", refused="not_a_time"),
        Example(930, refused="not_a_time"),
        Example("08:00", refused="before_time", options={"min": "09:00"}),
        Example("19:00", refused="after_time", options={"max": "18:00"}),
    )

    min: str | None = None
    max: str | None = None

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> Self:
        return cls(min=options.get("min"), max=options.get("max"))

    def option_problems(self) -> Iterable[tuple[str, str, dict[str, Any]]]:
        if self.min and self.max and self.min > self.max:
            yield "min", "min_over_max", {"least": self.min, "most": self.max}

    def parse(self, raw: Any, context: Context) -> str:
        if isinstance(raw, dt.datetime | dt.time):
            return f"{raw:%H:%M}"
        if not isinstance(raw, str):
            raise ValueRefused("not_a_time")
        return read_clock(unicodedata.normalize("NFKC", raw.strip()[:40]))

    def validate(self, value: str) -> None:
        if self.min and value < self.min:
            raise ValueRefused("before_time", first=self.min)
        if self.max and value > self.max:
            raise ValueRefused("after_time", last=self.max)

    def asked(self, raw: str, context: Context) -> str:
        return self.parse(raw, context)

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": 40}
