"""Which records time has come for: ids in order, a portion at a time, those in the trash left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, select


def ids_after(
    connection: Connection, table: Table, after: int, *, limit: int, where: ColumnElement[bool] | None = None
) -> Sequence[int]:
    """The ids that come after one, as far as the condition holds."""
    query = select(table.c.id).where(table.c.id > after, table.c.trashed_at.is_(None))
    query = query if where is None else query.where(where)
    return connection.scalars(query.order_by(table.c.id).limit(limit)).all()


def values_after(
    connection: Connection, table: Table, column: ColumnElement, after: int, *, limit: int, where: ColumnElement[bool]
) -> Sequence[tuple[int, Any]]:
    """The same, each with its value of a column."""
    query = select(table.c.id, column).where(table.c.id > after, table.c.trashed_at.is_(None), where)
    return [tuple(row) for row in connection.execute(query.order_by(table.c.id).limit(limit))]
