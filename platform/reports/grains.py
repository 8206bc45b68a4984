"""Hours, days, weeks, months, quarters and years, and what comes round again: weekdays, hours of the day, months."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from definitions import say

STRETCHES = ("hour", "day", "week", "month", "quarter", "year")
ROUNDS = {"weekday": 7, "hour_of_day": 24, "month_of_year": 12}
GRAINS = (*STRETCHES, *ROUNDS)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# What a day without a time does not know.
OF_MOMENTS = ("hour", "hour_of_day")


def start_of(value: datetime | date, grain: str, starts: str = "monday") -> datetime | date:
    """Where the stretch begins in which a day lies, or a moment on the reader's clock."""
    if isinstance(value, datetime) and grain == "hour":
        return value.replace(minute=0, second=0, microsecond=0)
    day = value.date() if isinstance(value, datetime) else value
    if grain == "week":
        return day - timedelta(days=(day.weekday() - WEEKDAYS.index(starts)) % 7)
    month = {"quarter": (day.month - 1) // 3 * 3 + 1, "year": 1}.get(grain, day.month)
    return day if grain == "day" else day.replace(month=month, day=1)


def next_start(value: Any, grain: str) -> Any:
    """Where the next stretch begins."""
    far = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(days=7)}
    if grain in far:
        return value + far[grain]
    return start_of(value.replace(day=1) + timedelta(days={"month": 31, "quarter": 93, "year": 366}[grain]), grain)


def all_of(grain: str) -> range:
    """Everything that comes round: weekdays and months from 1, hours from 0."""
    first = 0 if grain == "hour_of_day" else 1
    return range(first, first + ROUNDS[grain])


def shown(value: Any, grain: str, language: str) -> str:
    """`2026-11-23`, `week of 2026-11-23`, `2026-11`, `2026 Q4`, `2026`; `Monday`, `09:00`, `November`."""
    if grain in ROUNDS:
        return f"{value:02}:00" if grain == "hour_of_day" else say(f"reports.{grain}.{value}", language)
    if grain == "hour":
        return f"{value:%Y-%m-%d %H:%M}"
    if grain in ("day", "month", "year"):
        return value.isoformat()[: {"day": 10, "month": 7, "year": 4}[grain]]
    params = {"day": value.isoformat(), "year": value.year, "quarter": (value.month + 2) // 3}
    return say(f"reports.{grain}", language, **params)
