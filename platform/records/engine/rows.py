"""How rows travel: a frozen dataclass whose fields are named like the table's columns, written and read as such."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from operator import attrgetter
from types import MappingProxyType
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, Table, literal_column, select
from sqlalchemy.dialects import postgresql, sqlite

from .bulk import insert_tuples
from .prepared import Prepared

Row = TypeVar("Row")
# The columns that say how long something took, from whoever can count working time.
Took = Mapping[str, int | None]
NOT_MEASURED: Took = MappingProxyType({})


def choose(table: Table, kind: type[Row]) -> Select:
    """A SELECT of the columns that the dataclass has, in its order."""
    return select(*(table.c[field.name] for field in fields(kind)))


def read(connection: Connection, kind: type[Row], query: Select) -> tuple[Row, ...]:
    """All rows of a query that `choose` began."""
    return tuple(kind(*row) for row in connection.execute(query))


def read_one(connection: Connection, kind: type[Row], query: Select) -> Row | None:
    """The first row, or None."""
    row = connection.execute(query.limit(1)).first()
    return None if row is None else kind(*row)


def write(connection: Connection, table: Table, row: Any) -> int:
    """Insert one row and return its id."""
    return write_many(connection, table, (row,))[0]


def write_many(connection: Connection, table: Table, rows: Iterable[Any]) -> Sequence[int]:
    """Insert any number of rows fast and return their ids, in the same order."""
    wanted = list(rows)
    if not wanted:
        return ()
    kind = type(wanted[0])
    return insert_tuples(connection, table, _names(kind), [*map(_values(kind), wanted)])


def write_once(connection: Connection, table: Table, values: dict[str, Any], *, key: Sequence[str]) -> bool:
    """Insert the row if none has its key yet; say whether it was written."""
    new = _once(table, tuple(values), tuple(key), connection.dialect.name)
    return new.first(connection, **values) is not None


def was_written(connection: Connection, statement: Any) -> bool:
    """Run an INSERT … ON CONFLICT and say whether a row came out of it; PostgreSQL's driver does not count them."""
    return connection.execute(statement.returning(literal_column("1"))).first() is not None


def write_or_change(
    connection: Connection, table: Table, values: dict[str, Any], *, key: Sequence[str], changes: dict[str, Any]
) -> None:
    """Insert the row, or make the changes to the one that has its key."""
    statement = insert_of(connection)(table).values(**values)
    connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=changes))


def insert_of(connection: Connection) -> Callable[[Table], Any]:
    """The INSERT that knows ON CONFLICT; each database has its own in SQLAlchemy, with the same words."""
    return insert_in(connection.dialect.name)


def insert_in(dialect: str) -> Callable[[Table], Any]:
    """The same by the database's name."""
    return postgresql.insert if dialect == "postgresql" else sqlite.insert


def portions(ids: Iterable[Any], size: int = 500) -> Iterator[tuple[Any, ...]]:
    """Ids in portions that fit into one statement."""
    wanted = tuple(ids)
    return (wanted[start : start + size] for start in range(0, len(wanted), size))


def values_of(row: Any) -> dict[str, Any]:
    """A row's values by column; the id is the database's to give."""
    return {name: getattr(row, name) for name in _names(type(row))}


@lru_cache(maxsize=64)
def _once(table: Table, names: tuple[str, ...], key: tuple[str, ...], dialect: str) -> Prepared:
    insert = insert_in(dialect)(table).on_conflict_do_nothing(index_elements=list(key))
    return Prepared(insert.returning(literal_column("1").label("one")), names)


@lru_cache(maxsize=64)
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.name != "id")


@lru_cache(maxsize=64)
def _values(kind: type) -> Callable[[Any], tuple[Any, ...]]:
    """A row's values in the order of its names."""
    return attrgetter(*_names(kind))
