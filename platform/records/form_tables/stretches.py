"""How far one portion of a walk through a table goes: so many rows, of so many records that are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, func, select

SPAN = 50  # times the rows of a portion: where few records are meant, nobody waits for a look through the whole table


def within(table: Table, *, after: int, limit: int) -> ColumnElement[bool]:
    """The records that one portion looks at."""
    return and_(table.c.id > after, table.c.id <= after + limit * SPAN)


def end_of(connection: Connection, table: Table, rows: Sequence[Any], *, after: int, limit: int) -> int | None:
    """After which record to go on, by the rows of this portion, which begin with their ids; None at the end."""
    if len(rows) == limit:
        return rows[-1][0]
    end = after + limit * SPAN
    newest = connection.execute(select(func.max(table.c.id))).scalar()
    return end if newest is not None and newest > end else None
