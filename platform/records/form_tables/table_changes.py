"""Carries out what changes.py planned. Nothing is dropped: a column goes out of sight, a changed one leaves a shelf.

A new type is a new column, which is filled (beforehand, where there is much to fill) and takes the place of the old one
by a rename; that stays as `was_<type>_<name>`. Changing back takes from there what the type between could not hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from sqlalchemy import Connection, inspect

from .. import field_keys
from ..engine.rows import write_once
from ..engine.sqlite import wiping
from ..tables import retired_column
from .aside import wipe_aside
from .changes import SEALED, TableChange
from .columns import TYPES, FormSpec, SideSpec
from .ddl import add_column, column_names, drop_index, giving_up_soon, rename_column
from .letting_go import let_go, let_go_no_more
from .record_tables import table_for
from .type_changes import TypeChange, complete, shelf_of, takes_long, wanted

SPARE = "spare"


def apply_changes(connection: Connection, changes: Iterable[TableChange], now: datetime) -> None:
    """Carry out a plan; with the transaction, all of it is kept or nothing."""
    ordered = sorted(changes, key=lambda change: ORDER.index(change.kind))
    if not ordered:
        return
    for change in ordered:
        with giving_up_soon(connection, change.form):
            STEPS[change.kind](connection, change, now)


def _create_table(connection: Connection, change: TableChange, now: datetime) -> None:
    _know_key(connection, change.spec)
    table_for(change.spec).create(connection)


def _add_column(connection: Connection, change: TableChange, now: datetime) -> None:
    _know_key(connection, change.spec)
    add_column(connection, change.spec.table_name, table_for(change.spec).c[change.name])


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
    asked = wanted(change, now)
    complete(connection, asked)
    _drop_indexes(connection, change)
    _switch(connection, asked)
    there = {tuple(index["column_names"]) for index in inspect(connection).get_indexes(asked.held_in)}
    for index in table_for(change.spec).indexes:
        if change.name in index.columns and tuple(index.columns.keys()) not in there:
            index.create(connection)


def _change_secrecy(connection: Connection, change: TableChange, now: datetime) -> None:
    """Encrypt what stands there, or write it plain again; what lies on shelves would tell it, and is wiped.

    Where very many values were encrypted beforehand, whoever publishes has their plain text wiped in portions.
    """
    field_keys.ensure(connection)
    wiping(connection)
    _change_type(connection, change, now)
    if not takes_long(change):
        wipe_aside(connection, change.spec.table_name, (change.name,))


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


def _switch(connection: Connection, asked: TypeChange) -> None:
    """The filled column takes the place of the old one; a shelf that it was filled from is filled next time."""
    table, has_shelf = asked.held_in, asked.shelf in column_names(connection, asked.held_in)
    let_go_no_more(connection, table, asked.name)
    rename_column(connection, table, asked.name, shelf_of(asked.old_type, asked.name))
    if has_shelf:
        rename_column(connection, table, asked.shelf, SPARE)
    rename_column(connection, table, asked.coming, asked.name)
    if has_shelf:
        rename_column(connection, table, SPARE, asked.coming)
    shelves = {shelf_of(kind, asked.name) for kind in TYPES} & column_names(connection, table)
    let_go(connection, table, asked.name, shelves)


def _drop_indexes(connection: Connection, change: TableChange) -> None:
    """An index would follow the old column under its new name, and hold the name that the new one needs."""
    for index in inspect(connection).get_indexes(change.spec.table_name):
        if change.name in index["column_names"]:
            drop_index(connection, index["name"])
