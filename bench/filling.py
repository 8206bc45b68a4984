"""Filling tables with very many rows: some are made one by one, the rest are copies that the database makes itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Index, String, Table, cast, func, insert, literal, select

from records import Database, store

from .leads import visits_of

SEED = 20_000


@dataclass(frozen=True)
class Filling:
    """One table of records and, where wanted, that of their visits; indexes are made at the end, in one go each."""

    database: Database
    records: Table
    visits: Table | None = None

    def fill(self, count: int, seed: Iterable[dict[str, Any]]) -> None:
        """Writes the seed, then doubles what is there until `count` records stand."""
        with self.database.transaction() as connection, self._without_indexes(connection):
            here = self._sow(connection, list(seed))
            while here < count:
                more = min(here, count - here)
                self._copy(connection, self.records, self.records.c.id <= more, id=here, number=here)
                if self.visits is not None:
                    self._copy_visits(connection, here, more)
                here += more
            self._count_on(connection)

    def _sow(self, connection: Connection, rows: list[dict[str, Any]]) -> int:
        ids = store.insert_many(connection, self.records, rows)
        if self.visits is not None:
            stays = [stay for row, id in zip(rows, ids, strict=True) for stay in visits_of(row, id)]
            store.insert_many(connection, self.visits, stays)
        return len(rows)

    def _copy_visits(self, connection: Connection, here: int, more: int) -> None:
        last = connection.execute(select(func.max(self.visits.c.id))).scalar_one()
        self._copy(connection, self.visits, self.visits.c.record <= more, id=last, record=here)

    def _copy(self, connection: Connection, table: Table, where: ColumnElement[bool], **shifts: int) -> None:
        """The same rows once more, with ids, numbers and references moved on."""
        columns = [_shifted(column, shifts.get(column.name)) for column in table.c]
        connection.execute(insert(table).from_select(list(table.c), select(*columns).where(where)))

    def _count_on(self, connection: Connection) -> None:
        """PostgreSQL does not see ids that were given."""
        if self.database.dialect == "postgresql":
            for table in (self.records, self.visits):
                if table is not None:
                    last = select(func.max(table.c.id)).scalar_subquery()
                    connection.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), last)))

    @contextmanager
    def _without_indexes(self, connection: Connection) -> Iterator[None]:
        dropped = list(self._indexes())
        for index in dropped:
            index.drop(connection)
        yield
        for index in dropped:
            index.create(connection)

    def _indexes(self) -> Iterator[Index]:
        for table in (self.records, self.visits):
            yield from table.indexes if table is not None else ()


def _shifted(column: Column, by: int | None) -> ColumnElement[Any]:
    if by is None:
        return column
    if isinstance(column.type, String):
        return column + literal("-") + cast(literal(by), String)
    return column + by
