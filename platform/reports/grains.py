"""Hours, days, weeks, months, quarters and years: how moments are put together in the reader's zone."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from definitions import say
from rules import offsets

GRAINS = ("hour", "day", "week", "month", "quarter", "year")
# On SQLite, what follows the day (or the moment and its offset) inside date().
_STEPS = {
    "day": "",
    "week": ", 'weekday 0', '-6 days'",
    "month": ", 'start of month'",
    "year": ", 'start of year'",
}


class _Bucket(FunctionElement):
    """The first day (for hours: the beginning) of the stretch of time in which something lies."""

    inherit_cache = True
    grain: str


class DayBucket(_Bucket):
    """Of a day."""

    inherit_cache = True
    type = sa.Date()


class MomentBucket(_Bucket):
    """Of a moment in a zone: moment, zone, first offset, then (moment from which, offset) for SQLite."""

    inherit_cache = True
    type = sa.Date()


def _kinds(base: type[_Bucket]) -> dict[str, type[_Bucket]]:
    """One class for each grain, as SQLAlchemy keeps compiled statements by class and arguments."""
    made = {}
    for grain in GRAINS:
        kind = sa.DateTime() if grain == "hour" else sa.Date()
        space = {"grain": grain, "type": kind, "inherit_cache": True, "__doc__": base.__doc__}
        made[grain] = type(f"{base.__name__}{grain.capitalize()}", (base,), space)
    return made


_OF_DAY, _OF_MOMENT = _kinds(DayBucket), _kinds(MomentBucket)


def bucket(column: sa.ColumnElement, grain: str, zone: str | None) -> sa.ColumnElement:
    """The stretch of time as SQL: of a moment when a zone is given, else of a day."""
    if zone is None:
        return _OF_DAY[grain](sa.type_coerce(column, sa.Date))
    first, changes = offsets(zone)
    steps = [part for since, offset in changes for part in (sa.literal(since), sa.literal(offset))]
    moment = sa.type_coerce(column, sa.DateTime)
    return _OF_MOMENT[grain](moment, sa.literal(zone), sa.literal(first), *steps)


def start_of(value: datetime | date, grain: str) -> datetime | date:
    """The same in Python, of a day or of a moment on the reader's clock."""
    if grain == "hour":
        return value.replace(minute=0, second=0, microsecond=0)
    day = value.date() if isinstance(value, datetime) else value
    if grain == "week":
        return day - timedelta(days=day.weekday())
    month = {"quarter": (day.month - 1) // 3 * 3 + 1, "year": 1}.get(grain, day.month)
    return day if grain == "day" else day.replace(month=month, day=1)


def next_start(value: Any, grain: str) -> Any:
    """Where the next stretch begins."""
    far = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(days=7)}
    if grain in far:
        return value + far[grain]
    return start_of(value.replace(day=1) + timedelta(days={"month": 31, "quarter": 93, "year": 366}[grain]), grain)


def shown(value: Any, grain: str, language: str) -> str:
    """`2026-11-23`, `week of 2026-11-23`, `2026-11`, `2026 Q4`, `2026`."""
    if grain == "hour":
        return f"{value:%Y-%m-%d %H:%M}"
    if grain in ("day", "month", "year"):
        return value.isoformat()[: {"day": 10, "month": 7, "year": 4}[grain]]
    params = {"day": value.isoformat(), "year": value.year, "quarter": (value.month + 2) // 3}
    return say(f"reports.{grain}", language, **params)


@compiles(DayBucket, "sqlite")
def _day_sqlite(element: DayBucket, compiler: Any, **kw: Any) -> str:
    return _sqlite(element.grain, f"{_each(element, compiler, kw)[0]}")


@compiles(MomentBucket, "sqlite")
def _moment_sqlite(element: MomentBucket, compiler: Any, **kw: Any) -> str:
    moment, _, first, *changes = _each(element, compiler, kw)
    pairs = list(zip(changes[::2], changes[1::2], strict=True))
    arms = " ".join(f"WHEN {moment} >= {since} THEN {offset}" for since, offset in reversed(pairs))
    offset = f"(CASE {arms} ELSE {first} END)" if arms else first
    return _sqlite(element.grain, f"substr({moment}, 1, 19), {offset} || ' seconds'")


def _sqlite(grain: str, moment: str) -> str:
    if grain == "hour":
        return f"strftime('%Y-%m-%d %H:00:00.000000', {moment})"
    if grain == "quarter":
        month = f"CAST(strftime('%m', {moment}) AS INTEGER)"
        return f"date({moment}, 'start of month', ((1 - {month}) % 3) || ' months')"
    return f"date({moment}{_STEPS[grain]})"


@compiles(DayBucket, "postgresql")
def _day_postgresql(element: DayBucket, compiler: Any, **kw: Any) -> str:
    return _postgresql(element.grain, f"CAST({_each(element, compiler, kw)[0]} AS TIMESTAMP)")


@compiles(MomentBucket, "postgresql")
def _moment_postgresql(element: MomentBucket, compiler: Any, **kw: Any) -> str:
    moment, zone = (compiler.process(clause, **kw) for clause in element.clauses.clauses[:2])
    return _postgresql(element.grain, f"timezone({zone}, timezone('UTC', {moment}))")


def _postgresql(grain: str, local: str) -> str:
    if grain == "day":
        return f"CAST({local} AS DATE)"
    start = f"date_trunc('{grain}', {local})"
    return start if grain == "hour" else f"CAST({start} AS DATE)"


def _each(element: FunctionElement, compiler: Any, kw: dict[str, Any]) -> list[str]:
    return [compiler.process(clause, **kw) for clause in element.clauses.clauses]
