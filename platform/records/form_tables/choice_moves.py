"""Stored choices that leave a form's list: which records hold them, and what publishing made of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, Text, cast, delete, func, inspect, or_, select

from ..engine.rows import choose, portions, read, write_many
from ..tables.choice import choice_moved
from .changes import type_of
from .record_tables import FIELD
from .stretches import end_of, within


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


def is_there(connection: Connection, table: Table, field: str) -> bool:
    """Whether the table has the field's column, and in its type: one that was retired has it still."""
    held = {one["name"]: one["type"] for one in inspect(connection).get_columns(table.name)}
    column, kind = table.c[f"{FIELD}{field}"], held.get(f"{FIELD}{field}")
    return kind is not None and type_of(connection, kind) == type_of(connection, column.type)


@dataclass(frozen=True, slots=True)
class Holding:
    """The records that hold choices of one field, with what is read of them; whoever reads them holds them."""

    table: Table
    field: str
    many: bool
    names: frozenset[str]

    def portion(
        self, connection: Connection, choices: Collection[str], *, after: int, limit: int
    ) -> tuple[Sequence[Row], int | None]:
        """The next that hold any of some choices, in order, and after which record to go on; None at the end."""
        held = _holds(self.table, self.field, choices, many=self.many)
        mine = self._seen().where(held, within(self.table, after=after, limit=limit))
        rows = connection.execute(mine.order_by(self.table.c.id).limit(limit).with_for_update()).all()
        return rows, end_of(connection, self.table, rows, after=after, limit=limit)

    def of(self, connection: Connection, records: Iterable[int]) -> Iterator[Row]:
        """Those of these records that are there."""
        for part in portions(sorted(records)):
            mine = self._seen().where(self.table.c.id.in_(part)).order_by(self.table.c.id)
            yield from connection.execute(mine.with_for_update()).all()

    def _seen(self) -> Select:
        """A form has dozens of columns and most conditions read two; one that reads elsewhere gets them all."""
        columns = [f"{FIELD}{name}" for name in sorted(self.names)]
        if not all(name in self.table.c for name in columns):
            return select(self.table)
        return select(self.table.c.id, self.table.c.number, *(self.table.c[name] for name in columns))


def keep(connection: Connection, moved: Iterable[Moved]) -> None:
    """Remember what stood there."""
    write_many(connection, choice_moved, moved)


def count_of_field(connection: Connection, form: str, field: str, choices: Collection[str]) -> int:
    """How many values of a field held any of some choices before they were mapped."""
    old = cast(choice_moved.c.old, Text)
    held = or_(*(old.contains(f'"{choice}"', autoescape=True) for choice in sorted(choices)))
    mine = select(func.count()).where(choice_moved.c.form == form, choice_moved.c.field == field, held)
    return connection.execute(mine).scalar_one()


def portion_of_field(
    connection: Connection, form: str, field: str, *, after: int, limit: int
) -> tuple[dict[int, list[Moved]], int | None]:
    """By record, in order, what was mapped in a field, the last first; and the last record, None at the end."""
    moved = choice_moved.c
    mine = choose(choice_moved, Moved).where(moved.form == form, moved.field == field, moved.subject > after)
    rows = read(connection, Moved, mine.order_by(moved.subject, moved.id.desc()).limit(limit))
    found = {record: list(theirs) for record, theirs in groupby(rows, lambda one: one.subject)}
    if len(rows) < limit:
        return found, None
    if len(found) > 1:
        found.popitem()  # there may be more of its own behind
    return found, max(found)


def forget(connection: Connection, ids: Iterable[int]) -> None:
    """What was brought back."""
    for part in portions(ids):
        connection.execute(delete(choice_moved).where(choice_moved.c.id.in_(part)))


def _holds(table: Table, field: str, choices: Collection[str], *, many: bool) -> ColumnElement[bool]:
    column = table.c[f"f_{field}"]
    if not many:
        return column.in_(sorted(choices))
    return or_(*(column.like(f"%|{choice.replace('_', '!_')}|%", escape="!") for choice in sorted(choices)))
