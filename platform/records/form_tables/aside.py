"""What lies out of sight of a form's columns: shelves of earlier types, and columns that were filled for nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Connection

from .columns import TYPES
from .ddl import column_names, quoted
from .type_changes import every, next_of, shelf_of

PORTION = 2000  # records; so few are emptied while somebody waits
SPAN = 50


def aside_of(names: Iterable[str]) -> frozenset[str]:
    """All columns in which something of these may lie."""
    return frozenset(of(kind, name) for name in names for kind in TYPES for of in (shelf_of, next_of))


def wipe_aside(connection: Connection, table: str, names: Iterable[str], record: int | None = None) -> None:
    """What lies of these columns out of sight goes for good: of one record, or of all."""
    there = sorted(column_names(connection, table) & aside_of(names))
    if there:
        which = "" if record is None else f" WHERE id = {int(record)}"
        connection.exec_driver_sql(f"UPDATE {quoted(connection, table)} SET {_nothing(connection, there)}{which}")


def empty_portion(connection: Connection, table: str, columns: Collection[str], *, after: int) -> int | None:
    """Empty these columns of the next records; after which to go on, None at the end. Nobody publishes meanwhile.

    A column that is filled for somebody is theirs.
    """
    filled = {one.coming for one in every(connection) if one.held_in == table}
    there = sorted((column_names(connection, table) & set(columns)) - filled)
    if not there:
        return None
    held = " OR ".join(f"{quoted(connection, name)} IS NOT NULL" for name in there)
    mine = f"{quoted(connection, table)} WHERE id > {int(after)} AND id <= {int(after) + PORTION * SPAN} AND ({held})"
    asked = f"SELECT id FROM {mine} ORDER BY id LIMIT {PORTION}"
    ids = connection.exec_driver_sql(asked).scalars().all()
    if ids:
        some = f"id >= {ids[0]} AND id <= {ids[-1]} AND ({held})"
        nothing = _nothing(connection, there)
        connection.exec_driver_sql(f"UPDATE {quoted(connection, table)} SET {nothing} WHERE {some}")
    return ids[-1] if len(ids) == PORTION else _further(connection, table, after + PORTION * SPAN)


def _further(connection: Connection, table: str, looked: int) -> int | None:
    newest = connection.exec_driver_sql(f"SELECT max(id) FROM {quoted(connection, table)}").scalar()
    return looked if newest is not None and newest > looked else None


def _nothing(connection: Connection, columns: Iterable[str]) -> str:
    return ", ".join(f"{quoted(connection, name)} = NULL" for name in columns)
