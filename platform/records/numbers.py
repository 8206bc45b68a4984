"""Numbers people can say on the phone: `LD-2026-000123`, never given twice; gaps may occur."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import Connection, Table, bindparam
from sqlalchemy.dialects.sqlite import insert

from .engine import driver
from .engine.bulk import reserve_ids
from .engine.prepared import Prepared
from .form_tables.columns import short_name
from .tables import number_block

LONGEST = 48
BOTH = "SELECT nextval(pg_get_serial_sequence(%s, 'id')), nextval(to_regclass(%s)) FROM generate_series(1, %s)"
PARTS = re.compile(r"\{(year|month|day|serial)(?::(\d{1,2}))?\}")


@dataclass(frozen=True, slots=True)
class Pattern:
    """How a form's numbers look: fixed text, {year} {month} {day} and one {serial:6}."""

    written: str

    def __post_init__(self) -> None:
        parts = [match[1] for match in PARTS.finditer(self.written)]
        rest = PARTS.sub("", self.written)
        if parts.count("serial") != 1 or "{" in rest or "}" in rest or len(self.written) > 40:
            raise ValueError(f"{self.written!r}: write fixed text, {{year}}, {{month}}, {{day}} and one {{serial:6}}")

    def series(self, now: datetime) -> str:
        """The period within which serials count up: a year, a month, a day, or all time."""
        named = {match[1] for match in PARTS.finditer(self.written)}
        return now.strftime("".join(code for part, code in CODES.items() if part in named))

    def fill(self, serial: int, now: datetime) -> str:
        """The number with this serial."""
        return PARTS.sub(lambda part: _part(part[1], int(part[2] or 0), serial, now), self.written)


CODES = {"year": "%Y", "month": "%m", "day": "%d"}


def of_field(form: str, field: str) -> str:
    """The name under which the serial numbers of a field are counted, beside those of the form."""
    name = f"{form}.{field}"
    return name if len(name) <= LONGEST else short_name(form, field)[:LONGEST]


def next_number(connection: Connection, form: str, pattern: str, now: datetime) -> str:
    """One number that nobody else gets; the year is that of `now` in the zone it carries."""
    return next_numbers(connection, form, pattern, now, count=1)[0]


def next_numbers(connection: Connection, form: str, pattern: str, now: datetime, *, count: int) -> tuple[str, ...]:
    """A block of numbers, each of them nobody else's."""
    shape = _shape(pattern)
    take = _from_sequence if connection.dialect.name == "postgresql" else _from_block
    return tuple(shape.fill(serial, now) for serial in take(connection, form, shape.series(now), count))


def name_records(
    connection: Connection, table: Table, form: str, pattern: str, now: datetime, *, count: int
) -> Iterator[tuple[int, str]]:
    """Ids and numbers for so many records to come, each of them nobody else's; with one question where that goes."""
    shape = _shape(pattern)
    if connection.dialect.name == "postgresql":
        sequence = f'"{short_name("number", form, shape.series(now))}"'
        taken = driver.run(connection, BOTH, (table.name, sequence, count)).fetchall()
        if all(serial is not None for _, serial in taken):
            return ((id, shape.fill(serial, now)) for id, serial in taken)
        ids: Sequence[int] = [id for id, _ in taken]
    else:
        ids = reserve_ids(connection, table, count)
    return zip(ids, next_numbers(connection, form, pattern, now, count=count), strict=True)


def _from_block(connection: Connection, form: str, series: str, count: int) -> Iterator[int]:
    """SQLite has one writer at a time: a counter in a row does."""
    [(after,)] = _TAKEN.all(connection, form=form, series=series, next=count + 1, count=count)
    return iter(range(after - count, after))


_TAKEN = Prepared(
    insert(number_block)
    .on_conflict_do_update(index_elements=["form", "series"], set_={"next": number_block.c.next + bindparam("count")})
    .returning(number_block.c.next),
    ("form", "series", "next"),
)


def _from_sequence(connection: Connection, form: str, series: str, count: int) -> Iterator[int]:
    """A sequence holds no lock until the end of the transaction, as a counter in a row would."""
    name = short_name("number", form, series)
    taken = _taken(connection, name, count)
    if None in taken:  # there is no such sequence yet
        driver.run(connection, "SELECT pg_advisory_xact_lock(hashtext(%s))", (name,))
        connection.exec_driver_sql(f'CREATE SEQUENCE IF NOT EXISTS "{name}"')
        taken = _taken(connection, name, count)
    return iter(taken)


def _taken(connection: Connection, name: str, count: int) -> list[int | None]:
    """The next of a sequence; nothing where it is not there."""
    query = "SELECT nextval(to_regclass(%s)) FROM generate_series(1, %s)"
    return [serial for (serial,) in driver.run(connection, query, (f'"{name}"', count)).fetchall()]


@lru_cache(maxsize=256)
def _shape(pattern: str) -> Pattern:
    return Pattern(pattern)


def _part(name: str, width: int, serial: int, now: datetime) -> str:
    return f"{serial:0{width}d}" if name == "serial" else now.strftime(CODES[name])
