"""Carries out what changes.py planned. Nothing is dropped: a column goes out of sight, a changed one leaves a shelf.

A new type is a new column, filled in chunks and then switched by two renames; the old one stays as `was_<type>_<name>`.
Changing back takes it from the shelf, with the values that the type between could not hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Integer, MetaData, Table, inspect, or_, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateColumn

from definitions import Refused

from .. import field_keys
from ..engine.bulk import update_many
from ..engine.postgresql import wait_briefly_for_locks
from ..engine.rows import write_once
from ..engine.sqlite import wiping
from ..tables import retired_column
from .changes import SEALED, TableChange
from .columns import TYPES, FormSpec, SideSpec, short_name
from .conversion import convert
from .record_tables import table_for

CHUNK = 5000
LOCK_TIMED_OUT = "55P03"


class TableBusy(Refused):
    """Somebody holds the table; publishing gave up before it held up everyone else."""


def apply_changes(connection: Connection, changes: Iterable[TableChange], now: datetime) -> None:
    """Carry out a plan; with the transaction, all of it is kept or nothing."""
    ordered = sorted(changes, key=lambda change: ORDER.index(change.kind))
    if not ordered:
        return
    wait_briefly_for_locks(connection)
    for change in ordered:
        try:
            STEPS[change.kind](connection, change, now)
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) != LOCK_TIMED_OUT:
                raise
            raise TableBusy("records.table_busy", form=change.form) from error
    wait_briefly_for_locks(connection, 0)


def _create_table(connection: Connection, change: TableChange, now: datetime) -> None:
    _know_key(connection, change.spec)
    table_for(change.spec).create(connection)


def _add_column(connection: Connection, change: TableChange, now: datetime) -> None:
    _know_key(connection, change.spec)
    _add(connection, change.spec.table_name, table_for(change.spec).c[change.name])


def _know_key(connection: Connection, spec: FormSpec | SideSpec) -> None:
    """What has encrypted columns needs a key before its first value."""
    if any(column.type == SEALED for column in spec.columns):
        field_keys.ensure(connection)


def _retire_column(connection: Connection, change: TableChange, now: datetime) -> None:
    values = {"form": change.form, "name": change.name, "type": change.old_type, "at": now}
    write_once(connection, retired_column, values, key=("form", "name"))


def _revive_column(connection: Connection, change: TableChange, now: datetime) -> None:
    this = (retired_column.c.form == change.form, retired_column.c.name == change.name)
    connection.execute(retired_column.delete().where(*this))


def _add_index(connection: Connection, change: TableChange, now: datetime) -> None:
    names = change.name.split(", ")
    for index in table_for(change.spec).indexes:
        if index.columns.keys() == names:
            index.create(connection, checkfirst=True)


def _change_type(connection: Connection, change: TableChange, now: datetime) -> None:
    table, column = change.spec.table_name, table_for(change.spec).c[change.name]
    old_shelf, new_shelf = (_shelf(kind, change.name) for kind in (change.old_type, change.new_type))
    if new_shelf not in {there["name"] for there in inspect(connection).get_columns(table)}:
        _add(connection, table, Column(new_shelf, column.type))
    _fill(connection, change, new_shelf)
    _drop_indexes(connection, change)
    _rename(connection, table, change.name, old_shelf)
    _rename(connection, table, new_shelf, change.name)
    for index in table_for(change.spec).indexes:
        if change.name in index.columns:
            index.create(connection)


def _change_secrecy(connection: Connection, change: TableChange, now: datetime) -> None:
    """Encrypt what stands there, or write it plain again; what lies on shelves would tell it, and is wiped."""
    field_keys.ensure(connection)
    wiping(connection)
    _change_type(connection, change, now)
    quote = connection.dialect.identifier_preparer.quote
    shelves = {_shelf(kind, change.name) for kind in TYPES}
    for there in inspect(connection).get_columns(change.spec.table_name):
        if there["name"] in shelves:
            empty = f"UPDATE {quote(change.spec.table_name)} SET {quote(there['name'])} = NULL"
            connection.exec_driver_sql(empty)


ORDER = (
    "create_table", "add_column", "revive_column", "change_type", "seal_column", "unseal_column", "retire_column",
    "add_index",
)  # fmt: skip
STEPS: dict[str, Callable[[Connection, TableChange, datetime], None]] = {
    "create_table": _create_table,
    "add_column": _add_column,
    "revive_column": _revive_column,
    "change_type": _change_type,
    "seal_column": _change_secrecy,
    "unseal_column": _change_secrecy,
    "retire_column": _retire_column,
    "add_index": _add_index,
}


def _shelf(kind: str, name: str) -> str:
    return short_name("was", kind, name)


def _add(connection: Connection, table: str, column: Column) -> None:
    quote = connection.dialect.identifier_preparer.quote
    described = CreateColumn(column).compile(dialect=connection.dialect)
    connection.exec_driver_sql(f"ALTER TABLE {quote(table)} ADD COLUMN {described}")


def _rename(connection: Connection, table: str, name: str, to: str) -> None:
    quote = connection.dialect.identifier_preparer.quote
    connection.exec_driver_sql(f"ALTER TABLE {quote(table)} RENAME COLUMN {quote(name)} TO {quote(to)}")


def _drop_indexes(connection: Connection, change: TableChange) -> None:
    """An index would follow the old column under its new name, and hold the name that the new one needs."""
    quote = connection.dialect.identifier_preparer.quote
    for index in inspect(connection).get_indexes(change.spec.table_name):
        if change.name in index["column_names"]:
            connection.exec_driver_sql(f"DROP INDEX {quote(index['name'])}")


def _fill(connection: Connection, change: TableChange, shelf: str) -> None:
    """Convert in chunks, so that memory stays small however long the table is."""
    target = Table(
        change.spec.table_name,
        MetaData(),
        Column("id", Integer),
        Column(change.name, TYPES[change.old_type]()),
        Column(shelf, TYPES[change.new_type]()),
    )
    for chunk in _chunks(connection, target):
        update_many(connection, target, [{"id": row[0], shelf: _converted(change, row[1], row[2])} for row in chunk])


def _converted(change: TableChange, value: Any, shelved: Any) -> Any:
    """The value in the new type; where the old type had no room for what lies on the shelf, that comes back."""
    if value is None and convert(shelved, change.new_type, change.old_type) is None:
        return shelved
    return convert(value, change.old_type, change.new_type)


def _chunks(connection: Connection, target: Table) -> Iterator[list[Any]]:
    number, value, shelved = target.c
    filled = or_(value.is_not(None), shelved.is_not(None))
    last = 0
    while True:
        query = select(target).where(filled, number > last).order_by(number).limit(CHUNK)
        chunk = connection.execute(query).all()
        if not chunk:
            return
        yield chunk
        last = chunk[-1][0]
