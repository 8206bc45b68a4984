"""The time a report looks at: days to choose from by name, and the days they are compared with."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement

from definitions import LANGUAGES, Label, say
from rules import Env, Name, Scope, Type, compile_sql, parse

from .grains import next_start, start_of

PREVIOUS, YEAR = "previous", "year"
COMPARES = (PREVIOUS, YEAR)
ROLLING = {"7d": 7, "14d": 14, "30d": 30, "90d": 90, "180d": 180, "365d": 365}
CALENDAR = (
    "today",
    "yesterday",
    *(f"{which}_{grain}" for grain in ("week", "month", "quarter", "year") for which in ("this", "last")),
)
ALL, CUSTOM = "all", "custom"
PERIODS = (*CALENDAR, *ROLLING, ALL)
TO = ".."
# Stretches of any length: so many days up to today, the month before the last one, from one day to another.
STRETCH = re.compile(r"([1-9]\d{0,3})(d|_(?:day|week|month|quarter|year)s_ago)")
DAY = timedelta(days=1)
OLDEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)  # as dates in forms


@dataclass(frozen=True)
class Period:
    """Which moment of a row decides, which days are looked at if nobody says, and what they are compared with."""

    by: str
    default: str
    compare: str | None = None


@dataclass(frozen=True)
class Span:
    """Days from the first to before the last; either may be open."""

    start: date | None = None
    end: date | None = None

    @property
    def days(self) -> int:
        """How many days a closed span has."""
        return (self.end - self.start).days if self.start and self.end else 0

    def holds(self, column: ColumnElement, env: Env) -> ColumnElement[bool]:
        """Whether a day, or a moment on the reader's clock, lies in it."""
        bounds = [] if self.start is None else [column >= _bound(column, self.start, env)]
        bounds += [] if self.end is None else [column < _bound(column, self.end, env)]
        return sa.and_(sa.true(), *bounds)

    def words(self, language: str) -> str:
        """`2026-08-28 – 2026-11-24`, without the year twice where it is the same."""
        last = self.end - DAY if self.end else None
        if self.start is None or last is None:
            key, day = ("until", last) if last else ("since", self.start)
            return say(f"reports.period.{key}", language, day=day.isoformat()) if day else ""
        if self.start == last:
            return say("reports.period.day", language, day=self.start.isoformat())
        same = self.start.year == last.year
        return say(
            "reports.period.days", language, start=self.start.isoformat(), end=last.isoformat()[5 if same else 0 :]
        )


@dataclass(frozen=True)
class Chosen:
    """The days a reader chose, by what they are called, and those before."""

    key: str
    span: Span
    before: Span | None = None

    @property
    def stretches(self) -> tuple[Span, ...]:
        """Those days and the ones before; one stretch where the ones before end as these begin."""
        if self.before is None:
            return (self.span,)
        if self.before.end >= self.span.start:
            return (Span(self.before.start, self.span.end),)
        return self.span, self.before

    @property
    def shift(self) -> int:
        """How many days lie between a day and the one it is compared with."""
        return (self.span.start - self.before.start).days if self.before else 0


def chosen(period: Period, key: str, today: date) -> Chosen:
    """What a name or `2026-01-01..2026-03-31` stands for today; ValueError for what is neither."""
    span = _custom(key) if TO in key else _SPANS[key](today) if key in _SPANS else _stretch(key, today)
    if span is None:
        raise ValueError(key)
    return Chosen(key, span, _before(key, span, period.compare, today) if span.days else None)


def period_label(key: str) -> Label:
    """What a choice of days is called."""
    return Label.of({language: _named(key, language) for language in LANGUAGES})


def is_period(key: str) -> bool:
    """Whether a name or a stretch of days is one that can be looked at."""
    try:
        return all(chosen(Period("", key), key, today) is not None for today in (date(1990, 1, 1), date(2100, 1, 1)))
    except ValueError:
        return False


def _named(key: str, language: str) -> str:
    """`last 5 days`, `2 months ago`, `2026-09-01 – 09-15`."""
    if key in _SPANS or key in ("name", CUSTOM):
        return say(f"reports.period.{key}", language)
    if TO in key:
        return _custom(key).words(language)
    number, unit = STRETCH.fullmatch(key).groups()
    return say(f"reports.period.{unit.strip('_')}", language, n=number)


def compared_label(compare: str | None) -> Label:
    """What the earlier days are called."""
    return Label.of({language: say(f"reports.compare.{compare}", language) for language in LANGUAGES})


def shifted(column: ColumnElement, days: int, env: Env) -> ColumnElement:
    """A day or a moment so many days later."""
    kind = Type.DATE if isinstance(column.type, sa.Date) else Type.DATETIME
    return compile_sql(parse(f"x + {days}d"), {"x": column}, env, Scope({"x": Name(kind)}))


def _bound(column: ColumnElement, day: date, env: Env) -> ColumnElement:
    if isinstance(column.type, sa.Date):
        return sa.literal(day, sa.Date)
    return sa.literal(env.moment_of(datetime(day.year, day.month, day.day)), sa.DateTime)  # noqa: DTZ001


def _custom(key: str) -> Span | None:
    first, _, last = key.partition(TO)
    start, until = (date.fromisoformat(day) if day else None for day in (first, last))
    if any(day is not None and not OLDEST <= day <= LATEST for day in (start, until)):
        raise ValueError(key)
    end = until + DAY if until else None
    if start and end and start >= end:
        raise ValueError(key)
    return Span(start, end) if start or end else None


def _stretch(key: str, today: date) -> Span | None:
    """`5d`: so many days up to today; `2_months_ago`: the month before the last one."""
    found = STRETCH.fullmatch(key)
    if found is None:
        return None
    number, unit = int(found[1]), found[2]
    if unit == "d":
        return _rolling(number)(today)
    grain = unit.split("_")[1].removesuffix("s")
    start = start_of(today, grain)
    for _ in range(number):
        if start < OLDEST:
            raise ValueError(key)
        start = start_of(start - DAY, grain)
    return Span(start, next_start(start, grain))


def _rolling(days: int) -> Callable[[date], Span]:
    return lambda today: Span(today - timedelta(days=days - 1), today + DAY)


def _this(grain: str) -> Callable[[date], Span]:
    def span(today: date) -> Span:
        start = start_of(today, grain)
        return Span(start, next_start(start, grain))

    return span


def _last(grain: str) -> Callable[[date], Span]:
    return lambda today: _this(grain)(start_of(today, grain) - DAY)


_SPANS: Mapping[str, Callable[[date], Span]] = {
    **{key: _rolling(days) for key, days in ROLLING.items()},
    **{f"this_{grain}": _this(grain) for grain in ("week", "month", "quarter", "year")},
    **{f"last_{grain}": _last(grain) for grain in ("week", "month", "quarter", "year")},
    "today": _this("day"),
    "yesterday": _last("day"),
    ALL: lambda today: Span(),
}


def _before(key: str, span: Span, compare: str | None, today: date) -> Span | None:
    """The earlier days, no more of them than have passed of these."""
    if compare is None:
        return None
    passed = min(span.end, max(today + DAY, span.start + DAY)) - span.start
    if compare == YEAR:
        start = _a_year_before(span.start)
        return Span(start, start + passed)
    grain = key.partition("_")[2].removesuffix("s_ago")
    if not grain:
        return Span(span.start - (span.end - span.start), span.start - (span.end - span.start) + passed)
    start, over = start_of(span.start - DAY, grain), span.end <= today + DAY
    return Span(start, span.start if over else min(start + passed, span.start))


def _a_year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def options(now: str = "") -> tuple[tuple[str, Label], ...]:
    """The choices with their words, the reader's own days among them, and a stretch that is chosen now."""
    own = (now,) if now and TO not in now and now not in PERIODS else ()
    return tuple((key, period_label(key)) for key in (*own, *PERIODS, CUSTOM))


def raw_days(given: Chosen) -> tuple[Any, Any]:
    """The first and the last day as inputs hold them."""
    last = given.span.end - DAY if given.span.end else None
    return given.span.start, last
