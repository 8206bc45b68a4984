"""Stored choices that leave a form's list: which records hold them, and what publishing made of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, delete, func, or_, select

from ..engine.rows import choose, portions, read, write_many
from ..tables.choice import choice_moved

CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Moved:
    """One value that became another one."""

    form: str
    field: str
    subject: int
    old: Any
    new: Any
    revision: int
    at: datetime
    id: int = 0


def count(connection: Connection, table: Table, field: str, choice: str, *, many: bool) -> int:
    """How many records hold a choice."""
    held = select(func.count()).select_from(table).where(_holds(table, field, (choice,), many=many))
    return connection.execute(held).scalar_one()


def holding(
    connection: Connection, table: Table, field: str, choices: Collection[str], *, many: bool
) -> Iterator[Sequence[Row]]:
    """The rows that hold any of some choices, in chunks and in order; nobody else changes them meanwhile."""
    last = 0
    while True:
        mine = select(table).where(_holds(table, field, choices, many=many), table.c.id > last)
        rows = connection.execute(mine.order_by(table.c.id).limit(CHUNK).with_for_update()).all()
        if not rows:
            return
        yield rows
        last = rows[-1].id


def keep(connection: Connection, moved: Iterable[Moved]) -> None:
    """Remember what stood there."""
    write_many(connection, choice_moved, moved)


def of_field(connection: Connection, form: str, field: str) -> tuple[Moved, ...]:
    """What was mapped in a field, the last first."""
    mine = choose(choice_moved, Moved).where(choice_moved.c.form == form, choice_moved.c.field == field)
    return read(connection, Moved, mine.order_by(choice_moved.c.id.desc()))


def forget(connection: Connection, ids: Iterable[int]) -> None:
    """What was brought back."""
    for part in portions(ids):
        connection.execute(delete(choice_moved).where(choice_moved.c.id.in_(part)))


def _holds(table: Table, field: str, choices: Collection[str], *, many: bool) -> ColumnElement[bool]:
    column = table.c[f"f_{field}"]
    if not many:
        return column.in_(sorted(choices))
    return or_(*(column.like(f"%|{choice.replace('_', '!_')}|%", escape="!") for choice in sorted(choices)))
