"""The few statements that change a table which holds records."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Column, Connection, inspect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateColumn

from definitions import Refused

from ..engine.postgresql import wait_briefly_for_locks

GAVE_UP = frozenset({"55P03", "40P01"})  # waited too long, or for somebody who waited as well


class TableBusy(Refused):
    """Somebody holds the table; publishing gave up before it held up everyone else."""


@contextmanager
def giving_up_soon(connection: Connection, form: str, *, say: str = "records.table_busy") -> Iterator[None]:
    """Wait only briefly for a table that somebody holds, and say what comes of that."""
    wait_briefly_for_locks(connection)
    try:
        yield
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) not in GAVE_UP:
            raise
        raise TableBusy(say, form=form) from error
    wait_briefly_for_locks(connection, 0)


def column_names(connection: Connection, table: str) -> frozenset[str]:
    """The columns that the table has now."""
    return frozenset(there["name"] for there in inspect(connection).get_columns(table))


def index_names(connection: Connection, table: str) -> frozenset[str]:
    """The indexes that the table has now."""
    return frozenset(there["name"] for there in inspect(connection).get_indexes(table))


def add_column(connection: Connection, table: str, column: Column) -> None:
    """A column without values, which touches no row."""
    described = CreateColumn(column).compile(dialect=connection.dialect)
    connection.exec_driver_sql(f"ALTER TABLE {quoted(connection, table)} ADD COLUMN {described}")


def rename_column(connection: Connection, table: str, name: str, to: str) -> None:
    """Another name for a column."""
    table, name, to = (quoted(connection, each) for each in (table, name, to))
    connection.exec_driver_sql(f"ALTER TABLE {table} RENAME COLUMN {name} TO {to}")


def lock_table(connection: Connection, table: str) -> None:
    """Let nobody else reach the table until this transaction ends; on SQLite nobody else writes anyway."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"LOCK TABLE {quoted(connection, table)} IN ACCESS EXCLUSIVE MODE")


def drop_index(connection: Connection, name: str) -> None:
    """Take an index away, if it is there."""
    connection.exec_driver_sql(f"DROP INDEX IF EXISTS {quoted(connection, name)}")


def quoted(connection: Connection, name: str) -> str:
    """A name as a statement holds it."""
    return connection.dialect.identifier_preparer.quote(name)
