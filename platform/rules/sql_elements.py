"""The few SQL expressions that SQLite and PostgreSQL write differently, compiled for whichever is asked.

An argument is written down once only, through a subquery where it is needed twice: otherwise nesting would double the
statement with each level. SQLite reads moments from their first 19 characters, as it would round what follows.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from .zones import FROM as SINCE


class Bytewise(FunctionElement):
    """Text that is ordered by code point and changes case by A to Z, whatever the database's collation."""

    type = sa.String()
    inherit_cache = True


@compiles(Bytewise)
def _bytewise(element: Bytewise, compiler: Any, **kw: Any) -> str:
    return f"({compiler.process(element.clauses, **kw)})"


@compiles(Bytewise, "postgresql")
def _bytewise_postgresql(element: Bytewise, compiler: Any, **kw: Any) -> str:
    return f'({compiler.process(element.clauses, **kw)} COLLATE "C")'


class Position(FunctionElement):
    """Where the second text first stands in the first, from 1; 0 when it does not."""

    type = sa.Integer()
    inherit_cache = True


@compiles(Position)
def _position(element: Position, compiler: Any, **kw: Any) -> str:
    return f"instr({compiler.process(element.clauses, **kw)})"


@compiles(Position, "postgresql")
def _position_postgresql(element: Position, compiler: Any, **kw: Any) -> str:
    return f"strpos({compiler.process(element.clauses, **kw)})"


class Rounded(FunctionElement):
    """A number times a scale, read at 15 digits, rounded half away from zero, divided by the scale."""

    type = sa.Double()
    inherit_cache = True


@compiles(Rounded)
def _rounded(element: Rounded, compiler: Any, **kw: Any) -> str:
    number, scale = _each(element, compiler, kw)
    near = "SELECT CASE WHEN v IS NOT NULL THEN round(CAST(printf('%.15g', v) AS REAL)) END"
    return f"(({near} FROM (SELECT {number} * {scale} AS v)) / {scale})"


@compiles(Rounded, "postgresql")
def _rounded_postgresql(element: Rounded, compiler: Any, **kw: Any) -> str:
    number, scale = _each(element, compiler, kw)
    return f"(CAST(round(CAST({number} * {scale} AS NUMERIC)) AS DOUBLE PRECISION) / {scale})"


class Floor(FunctionElement):
    """The next whole number below; written out for SQLite, where not every build has a floor that bears null."""

    type = sa.Double()
    inherit_cache = True
    name, beyond = "floor", "- (v < CAST(v AS INTEGER))"


class Ceiling(FunctionElement):
    """The next whole number above."""

    type = sa.Double()
    inherit_cache = True
    name, beyond = "ceil", "+ (v > CAST(v AS INTEGER))"


@compiles(Floor)
@compiles(Ceiling)
def _whole(element: Floor | Ceiling, compiler: Any, **kw: Any) -> str:
    number = compiler.process(element.clauses, **kw)
    whole = f"CASE WHEN abs(v) < 4503599627370496.0 THEN CAST(CAST(v AS INTEGER) {element.beyond} AS REAL) ELSE v END"
    return f"(SELECT {whole} FROM (SELECT {number} AS v))"


@compiles(Floor, "postgresql")
@compiles(Ceiling, "postgresql")
def _whole_postgresql(element: Floor | Ceiling, compiler: Any, **kw: Any) -> str:
    return f"{element.name}({compiler.process(element.clauses, **kw)})"


class _End(FunctionElement):
    """The least or the greatest of several values, nulls left out."""

    inherit_cache = True
    beyond: Any

    def __init__(self, *clauses: sa.ColumnElement) -> None:
        super().__init__(*clauses)
        self.type = clauses[0].type


class Least(_End):
    """The smallest value that is not null."""

    inherit_cache = True
    name, sqlite_name, beyond = "least", "min", ("1e300", "'~'")


class Greatest(_End):
    """The greatest value that is not null."""

    inherit_cache = True
    name, sqlite_name, beyond = "greatest", "max", ("-1e300", "''")


@compiles(Least)
@compiles(Greatest)
def _end(element: _End, compiler: Any, **kw: Any) -> str:
    values = _each(element, compiler, kw)
    if len(values) == 1:
        return values[0]
    beyond = element.beyond[0 if isinstance(element.type, sa.Numeric | sa.Float) else 1]
    filled = ", ".join(f"coalesce({value}, {beyond})" for value in values)
    return f"nullif({element.sqlite_name}({filled}), {beyond})"


@compiles(Least, "postgresql")
@compiles(Greatest, "postgresql")
def _end_postgresql(element: _End, compiler: Any, **kw: Any) -> str:
    return f"{element.name}({compiler.process(element.clauses, **kw)})"


class DaysLater(FunctionElement):
    """The day that lies so many days after another."""

    type = sa.Date()
    inherit_cache = True


@compiles(DaysLater)
def _days_later(element: DaysLater, compiler: Any, **kw: Any) -> str:
    start, days = _each(element, compiler, kw)
    return f"date({start}, {days} || ' days')"


@compiles(DaysLater, "postgresql")
def _days_later_postgresql(element: DaysLater, compiler: Any, **kw: Any) -> str:
    start, days = _each(element, compiler, kw)
    return f"({start} + CAST({days} AS INTEGER))"


class SecondsLater(FunctionElement):
    """The moment that lies so many seconds after another."""

    type = sa.DateTime()
    inherit_cache = True


@compiles(SecondsLater)
def _seconds_later(element: SecondsLater, compiler: Any, **kw: Any) -> str:
    seconds = compiler.process(element.clauses.clauses[1], **kw)
    later = f"strftime('%Y-%m-%d %H:%M:%S', substr({{v}}, 1, 19), {seconds} || ' seconds') || substr({{v}}, 20)"
    return _once(element, compiler, kw, later)


@compiles(SecondsLater, "postgresql")
def _seconds_later_postgresql(element: SecondsLater, compiler: Any, **kw: Any) -> str:
    start, seconds = _each(element, compiler, kw)
    return f"({start} + {seconds} * INTERVAL '1 second')"


class Days(FunctionElement):
    """The days from the second day to the first."""

    type = sa.Double()
    inherit_cache = True


@compiles(Days)
def _days(element: Days, compiler: Any, **kw: Any) -> str:
    end, start = _each(element, compiler, kw)
    return f"(julianday({end}) - julianday({start}))"


@compiles(Days, "postgresql")
def _days_postgresql(element: Days, compiler: Any, **kw: Any) -> str:
    end, start = _each(element, compiler, kw)
    return f"CAST({end} - {start} AS DOUBLE PRECISION)"


class Seconds(FunctionElement):
    """The seconds from the second moment to the first."""

    type = sa.Double()
    inherit_cache = True


@compiles(Seconds)
def _seconds(element: Seconds, compiler: Any, **kw: Any) -> str:
    end, start = (compiler.process(_Micros(clause), **kw) for clause in element.clauses.clauses)
    return f"(({end} - {start}) / 1000000.0)"


@compiles(Seconds, "postgresql")
def _seconds_postgresql(element: Seconds, compiler: Any, **kw: Any) -> str:
    """EXTRACT would reckon each of them as an exact decimal number first, which takes twice as long."""
    end, start = _each(element, compiler, kw)
    return f"date_part('epoch', {end} - {start})"


class Elapsed(FunctionElement):
    """The time from the second moment to the first, in what the database compares soonest."""

    type = sa.Interval()
    inherit_cache = True


@compiles(Elapsed)
def _elapsed(element: Elapsed, compiler: Any, **kw: Any) -> str:
    end, start = (compiler.process(_Micros(clause), **kw) for clause in element.clauses.clauses)
    return f"({end} - {start})"


@compiles(Elapsed, "postgresql")
def _elapsed_postgresql(element: Elapsed, compiler: Any, **kw: Any) -> str:
    end, start = _each(element, compiler, kw)
    return f"({end} - {start})"


class Length(FunctionElement):
    """So many seconds, as what compares with the time between two moments."""

    type = sa.Interval()
    inherit_cache = True


@compiles(Length)
def _length(element: Length, compiler: Any, **kw: Any) -> str:
    return f"({compiler.process(element.clauses, **kw)} * 1000000)"


@compiles(Length, "postgresql")
def _length_postgresql(element: Length, compiler: Any, **kw: Any) -> str:
    return f"({compiler.process(element.clauses, **kw)} * INTERVAL '1 second')"


class _Micros(FunctionElement):
    """A moment as a whole number of microseconds, for SQLite."""

    type = sa.BigInteger()
    inherit_cache = True


@compiles(_Micros)
def _micros(element: _Micros, compiler: Any, **kw: Any) -> str:
    count = "strftime('%s', substr({v}, 1, 19)) * 1000000 + CAST(substr({v}, 21, 6) AS INTEGER)"
    return f"({_once(element, compiler, kw, count)})"


class LocalDay(FunctionElement):
    """The day of a moment in a zone: moment, zone, first offset, then (moment from which, offset) for SQLite."""

    type = sa.Date()
    inherit_cache = True


@compiles(LocalDay)
def _local_day(element: LocalDay, compiler: Any, **kw: Any) -> str:
    _, _, first, *changes = _each(element, compiler, kw)
    pairs = list(zip(changes[::2], changes[1::2], strict=True))
    arms = " ".join(f"WHEN {{v}} >= {since} THEN {offset}" for since, offset in reversed(pairs))
    offset = f"(CASE {arms} ELSE {first} END)" if arms else first
    return _once(element, compiler, kw, f"date(substr({{v}}, 1, 19), {offset} || ' seconds')")


@compiles(LocalDay, "postgresql")
def _local_day_postgresql(element: LocalDay, compiler: Any, **kw: Any) -> str:
    is_column = isinstance(element.clauses.clauses[0], sa.Column | sa.TypeCoerce)
    return f"CAST({on_the_clock(_each(element, compiler, kw), again=is_column)} AS DATE)"


def on_the_clock(said: list[str], *, again: bool = True) -> str:
    """A moment as PostgreSQL tells it on the clock of a zone: moment, zone, first offset, changes.

    To look a zone up for each row takes longer than the row itself. A clock that has not changed since 2000 is added,
    where the moment may be written down again.
    """
    moment, zone, first, *changes = said
    looked_up = f"timezone({zone}, timezone('UTC', {moment}))"
    if changes or not again:
        return looked_up
    later = f"{moment} + {first} * INTERVAL '1 second'"
    return f"CASE WHEN {moment} < TIMESTAMP '{SINCE:%Y-%m-%d}' THEN {looked_up} ELSE {later} END"


def _each(element: FunctionElement, compiler: Any, kw: dict[str, Any]) -> list[str]:
    return [compiler.process(clause, **kw) for clause in element.clauses.clauses]


def _once(element: FunctionElement, compiler: Any, kw: dict[str, Any], template: str) -> str:
    """Fill the first argument into the template: a column as it is, anything longer through a subquery."""
    first = element.clauses.clauses[0]
    said = compiler.process(first, **kw)
    if isinstance(first, sa.Column | sa.TypeCoerce):
        return template.replace("{v}", said)
    return f"(SELECT {template.replace('{v}', 'v')} FROM (SELECT {said} AS v))"
