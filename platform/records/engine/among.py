"""Statements about some of many things, such as a batch of records: prepared for a few lengths of the batch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, Table, literal, select

from .prepared import Prepared, places, slots, spread
from .rows import portions

Made = TypeVar("Made")


class Among:
    """A SELECT of the rows in which a column is among given values; whatever else differs is a `bindparam` of it."""

    def __init__(self, column: ColumnElement, query: Select) -> None:
        self._prepared = lru_cache(maxsize=16)(
            lambda room: Prepared(query.where(column.in_(slots(column, "among", room))))
        )

    def all(self, connection: Connection, among: Iterable[Any], **values: Any) -> Iterator[Sequence[Any]]:
        """All rows, asked for in portions that fit into one statement; none where there are no values."""
        for part in portions(among):
            room = places(len(part))
            yield from self._prepared(room).all(connection, **spread("among", part, room), **values)

    def read(
        self, connection: Connection, kind: Callable[..., Made], among: Iterable[Any], **values: Any
    ) -> Iterator[Made]:
        """The same, each as what this makes of its values."""
        return (kind(*row) for row in self.all(connection, among, **values))


def known_keys(connection: Connection, table: Table, keys: Iterable[str | None]) -> frozenset[str]:
    """Which of these keys the table has already."""
    named = [key for key in keys if key is not None]
    return frozenset(key for (key,) in _known(table).all(connection, named))


def one_of(column: ColumnElement, values: Iterable[Any]) -> ColumnElement[bool]:
    """Whether a column is one of these values, which are the same each time that a prepared statement is asked."""
    return column.in_([literal(value, column.type) for value in values])


@lru_cache(maxsize=64)
def _known(table: Table) -> Among:
    return Among(table.c.key, select(table.c.key))
