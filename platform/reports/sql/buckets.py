"""Grains of time in SQL: which stretch a moment lies in on somebody's clock, the same on SQLite and PostgreSQL."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from rules import offsets, on_the_clock

from ..grains import GRAINS, ROUNDS, WEEKDAYS

# On SQLite, what follows the day (or the moment and its offset) inside date().
_STEPS = {"day": "", "month": ", 'start of month'", "year": ", 'start of year'"}
_PARTS = {  # what comes round, by strftime and by extract
    "weekday": ("(CAST(strftime('%w', {0}) AS INTEGER) + 6) % 7 + 1", "isodow"),
    "hour_of_day": ("CAST(strftime('%H', {0}) AS INTEGER)", "hour"),
    "month_of_year": ("CAST(strftime('%m', {0}) AS INTEGER)", "month"),
}


class _Bucket(FunctionElement):
    """The first day (for hours: the beginning) of the stretch of time in which something lies."""

    inherit_cache = True
    grain: str
    starts: str


class DayBucket(_Bucket):
    """Of a day."""

    inherit_cache = True
    type = sa.Date()


class MomentBucket(_Bucket):
    """Of a moment in a zone: moment, zone, first offset, then (moment from which, offset) for SQLite."""

    inherit_cache = True
    type = sa.Date()


Key = tuple[str, str]


def _kinds(base: type[_Bucket]) -> dict[Key, type[_Bucket]]:
    """One class for each grain, as SQLAlchemy keeps compiled statements by class and arguments."""
    keys = [(grain, starts) for grain in GRAINS for starts in (WEEKDAYS if grain == "week" else WEEKDAYS[:1])]
    return {key: _kind(base, *key) for key in keys}


def _kind(base: type[_Bucket], grain: str, starts: str) -> type[_Bucket]:
    kind = sa.DateTime() if grain == "hour" else sa.Integer() if grain in ROUNDS else sa.Date()
    space = {"grain": grain, "starts": starts, "type": kind, "inherit_cache": True, "__doc__": base.__doc__}
    return type(f"{base.__name__}{grain.title()}{starts.title()}", (base,), space)


_OF_DAY, _OF_MOMENT = _kinds(DayBucket), _kinds(MomentBucket)


def bucket(column: sa.ColumnElement, grain: str, zone: str | None, starts: str = "monday") -> sa.ColumnElement:
    """The stretch of time as SQL: of a moment when a zone is given, else of a day."""
    key = (grain, starts if grain == "week" else WEEKDAYS[0])
    if zone is None:
        return _OF_DAY[key](sa.type_coerce(column, sa.Date))
    first, changes = offsets(zone)
    steps = [part for since, offset in changes for part in (sa.literal(since), sa.literal(offset))]
    moment = sa.type_coerce(column, sa.DateTime)
    return _OF_MOMENT[key](moment, sa.literal(zone), sa.literal(first), *steps)


@compiles(DayBucket, "sqlite")
def _day_sqlite(element: DayBucket, compiler: Any, **kw: Any) -> str:
    return _sqlite(element, f"{_each(element, compiler, kw)[0]}")


@compiles(MomentBucket, "sqlite")
def _moment_sqlite(element: MomentBucket, compiler: Any, **kw: Any) -> str:
    moment, _, first, *changes = _each(element, compiler, kw)
    pairs = list(zip(changes[::2], changes[1::2], strict=True))
    arms = " ".join(f"WHEN {moment} >= {since} THEN {offset}" for since, offset in reversed(pairs))
    offset = f"(CASE {arms} ELSE {first} END)" if arms else first
    return _sqlite(element, f"substr({moment}, 1, 19), {offset} || ' seconds'")


def _sqlite(element: _Bucket, moment: str) -> str:
    grain = element.grain
    if grain in ROUNDS:
        return f"({_PARTS[grain][0].format(moment)})"
    if grain == "hour":
        return f"strftime('%Y-%m-%d %H:00:00.000000', {moment})"
    if grain == "week":
        last = WEEKDAYS.index(element.starts) % 7  # SQLite counts from Sunday: the day before the one that starts
        return f"date({moment}, 'weekday {last}', '-6 days')"
    if grain == "quarter":
        month = f"CAST(strftime('%m', {moment}) AS INTEGER)"
        return f"date({moment}, 'start of month', ((1 - {month}) % 3) || ' months')"
    return f"date({moment}{_STEPS[grain]})"


@compiles(DayBucket, "postgresql")
def _day_postgresql(element: DayBucket, compiler: Any, **kw: Any) -> str:
    return _postgresql(element, f"CAST({_each(element, compiler, kw)[0]} AS TIMESTAMP)")


@compiles(MomentBucket, "postgresql")
def _moment_postgresql(element: MomentBucket, compiler: Any, **kw: Any) -> str:
    return _postgresql(element, f"({on_the_clock(_each(element, compiler, kw))})")


def _postgresql(element: _Bucket, local: str) -> str:
    grain = element.grain
    if grain in ROUNDS:
        return f"CAST(extract({_PARTS[grain][1]} FROM {local}) AS INTEGER)"
    if grain == "day":
        return f"CAST({local} AS DATE)"
    if grain == "week":
        if element.starts == WEEKDAYS[0]:
            return f"CAST(date_trunc('week', {local}) AS DATE)"
        ahead = f"interval '{-WEEKDAYS.index(element.starts) % 7} days'"
        return f"CAST(date_trunc('week', {local} + {ahead}) - {ahead} AS DATE)"
    start = f"date_trunc('{grain}', {local})"
    return start if grain == "hour" else f"CAST({start} AS DATE)"


def _each(element: FunctionElement, compiler: Any, kw: dict[str, Any]) -> list[str]:
    return [compiler.process(clause, **kw) for clause in element.clauses.clauses]
