"""Filling tables with very many rows: some are made one by one, the rest are copies that the database makes itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Index, String, Table, cast, func, insert, literal, select

from records import Database, store, tables

from .leads import visits_of

SEED = 20_000


@dataclass(frozen=True)
class Side:
    """A table beside that of the records, and its rows for one of them."""

    table: Table
    rows_of: Callable[[dict[str, Any], int], Iterable[dict[str, Any]]]


VISITS = Side(tables.stage_visit, visits_of)


@dataclass(frozen=True)
class Filling:
    """One table of records and those beside it; indexes are made at the end, in one go each."""

    database: Database
    records: Table
    sides: tuple[Side, ...] = ()
    settle: Callable[[Connection], object] | None = None

    def fill(self, count: int, seed: Iterable[dict[str, Any]]) -> None:
        """Writes the seed, lets it settle, then doubles what is there until `count` records stand."""
        with self.database.transaction() as connection, self._without_indexes(connection):
            here = self._sow(connection, list(seed))
            if self.settle is not None:
                self.settle(connection)
            while here < count:
                more = min(here, count - here)
                last = {side.table: _last(connection, side.table) for side in self.sides}
                self._copy(connection, self.records, self.records.c.id <= more, id=here, number=here)
                for table in last:
                    self._copy(connection, table, table.c.record <= more, record=here, **_moved(table, last))
                here += more
            self._count_on(connection)

    def _sow(self, connection: Connection, rows: list[dict[str, Any]]) -> int:
        ids = store.insert_many(connection, self.records, rows)
        for side in self.sides:
            beside = [each for row, id in zip(rows, ids, strict=True) for each in side.rows_of(row, id)]
            store.insert_many(connection, side.table, beside)
        return len(rows)

    def _copy(self, connection: Connection, table: Table, where: ColumnElement[bool], **shifts: int) -> None:
        """The same rows once more, with ids, numbers and references moved on."""
        columns = [_shifted(column, shifts.get(column.name)) for column in table.c]
        connection.execute(insert(table).from_select(list(table.c), select(*columns).where(where)))

    def _count_on(self, connection: Connection) -> None:
        """PostgreSQL does not see ids that were given."""
        if self.database.dialect == "postgresql":
            for table in self._tables:
                last = select(func.max(table.c.id)).scalar_subquery()
                connection.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), last)))

    @property
    def _tables(self) -> tuple[Table, ...]:
        return (self.records, *(side.table for side in self.sides))

    @contextmanager
    def _without_indexes(self, connection: Connection) -> Iterator[None]:
        dropped = list(self._indexes())
        for index in dropped:
            index.drop(connection)
        yield
        for index in dropped:
            index.create(connection)

    def _indexes(self) -> Iterator[Index]:
        for table in self._tables:
            yield from table.indexes


def _last(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.max(table.c.id))).scalar_one()


def _moved(table: Table, last: dict[Table, int]) -> dict[str, int]:
    """How far the table's own ids move with a copy, and its references to rows of the other tables."""
    references = {column.name: key.column.table for column in table.c for key in column.foreign_keys}
    return {"id": last[table], **{name: last[other] for name, other in references.items() if other in last}}


def _shifted(column: Column, by: int | None) -> ColumnElement[Any]:
    if by is None:
        return column
    if isinstance(column.type, String):
        return column + literal("-") + cast(literal(by), String)
    return column + by
