"""What automatic decisions saw of a record, taken out of why they were made; that they were made stays."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Column, Connection, Table, select, update

from .engine.types import Json
from .tables import metadata

SEEN = "seen"  # the word under which a grade, an assignment, a move, a run or a milestone keeps the values it saw


def forget_seen(connection: Connection, form: str, record: int, fields: Collection[str]) -> int:
    """Take the values of some fields out, wherever a table keeps them; how many rows that were."""
    changed = 0
    for table, column in _places():
        mine = select(table.c.id, column).where(table.c.form == form, table.c.record == record, column.is_not(None))
        for id, held in connection.execute(mine).all():
            bare = _bare(held, fields, inside=column.name == SEEN)
            if bare != held:
                connection.execute(update(table).where(table.c.id == id).values({column: bare}))
                changed += 1
    return changed


def _places() -> Iterator[tuple[Table, Column]]:
    for table in metadata.sorted_tables:
        if {"id", "form", "record"} <= set(table.c.keys()):
            yield from ((table, column) for column in table.c if isinstance(column.type, Json))


def _bare(held: Any, fields: Collection[str], *, inside: bool) -> Any:
    if isinstance(held, list):
        return [_bare(each, fields, inside=False) for each in held]
    if not isinstance(held, dict):
        return held
    return {
        name: None if inside and name.partition(".")[0] in fields else _bare(each, fields, inside=name == SEEN)
        for name, each in held.items()
    }
