"""Hours of a day and names of weekdays as admins write them: `mon-fri: ["09:00-12:00", "13:00-18:00"]`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MINUTES_A_DAY = 24 * 60

_HOURS = re.compile(r"^\s*(\d{1,2}):(\d{2})\s*[-–~至]\s*(\d{1,2}):(\d{2})\s*$")


class Hours(NamedTuple):
    """One stretch of a day, in minutes from midnight; 24:00 is the end of the day."""

    start: int
    end: int

    def __str__(self) -> str:
        return f"{_clock(self.start)}-{_clock(self.end)}"


class HoursError(ValueError):
    """Hours that cannot be meant so; `key` and `params` make the sentence."""

    def __init__(self, key: str, **params: Any) -> None:
        super().__init__(key)
        self.key, self.params = key, params


def parse_hours(written: Iterable[str]) -> tuple[Hours, ...]:
    """The stretches of one day in order; HoursError when one is reversed or two overlap."""
    hours = tuple(sorted(_stretch(text) for text in written))
    for before, after in zip(hours, hours[1:], strict=False):
        if after.start < before.end:
            raise HoursError("accounts.hours_overlap", first=str(before), second=str(after))
    return hours


def parse_weekdays(written: str) -> tuple[int, ...]:
    """`mon-fri`, `sat` or `mon, wed` as numbers, Monday being 0; `fri-mon` goes over the week's end."""
    days: list[int] = []
    for part in written.lower().split(","):
        first, _, last = (name.strip() for name in part.partition("-"))
        start, end = _weekday(first), _weekday(last or first)
        days.extend((start + offset) % 7 for offset in range((end - start) % 7 + 1))
    return tuple(days)


def _weekday(name: str) -> int:
    if name[:3] not in WEEKDAYS:
        raise HoursError("accounts.unknown_weekday", name=name, known=", ".join(WEEKDAYS))
    return WEEKDAYS.index(name[:3])


def _stretch(text: str) -> Hours:
    match = _HOURS.match(str(text))
    if not match:
        raise HoursError("accounts.hours_unreadable", written=str(text))
    start, end = (_minutes(int(match[i]), int(match[i + 1]), text) for i in (1, 3))
    if end <= start:
        raise HoursError("accounts.hours_reversed", written=str(text))
    return Hours(start, end)


def _minutes(hour: int, minute: int, text: str) -> int:
    total = hour * 60 + minute
    if minute > 59 or total > MINUTES_A_DAY:
        raise HoursError("accounts.hours_unreadable", written=str(text))
    return total


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
