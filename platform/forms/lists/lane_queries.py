"""The SQL behind boards and calendars: one count over all records, and the first few of each lane or day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, func, select

from .queries import Question, narrowed, order_keys
from .seen_columns import seen_columns


@dataclass(frozen=True, slots=True)
class Counted:
    """How many records a lane holds, how many of them are over their limit, and what their numbers add up to."""

    n: int
    over: int
    sums: dict[str, Decimal | None]


def lanes(question: Question, name: str, summed: Sequence[str], now: datetime) -> dict[Any, Counted]:
    """Each value of a column with what is behind it."""
    columns, table = seen_columns(question.work, question.query.form), question.table
    over = func.sum(sa.case((sa.and_(table.c.stage_due_at < now, table.c.outcome == "open"), 1), else_=0))
    sums = (func.sum(columns[each]) for each in summed)
    # Not the bare column: SQLite would walk its index and fetch every record out of order, three times as slow.
    value = func.coalesce(columns[name], sa.literal_column("''"))
    found = select(value, func.count(), over, *sums).where(question.clause).group_by(value)
    rows = question.work.connection.execute(found)
    return {row[0] or None: Counted(row[1], int(row[2]), _exact(summed, row[3:])) for row in rows}


def in_lane(question: Question, name: str, value: Any) -> Question:
    """The same question, of one lane."""
    column = seen_columns(question.work, question.query.form)[name]
    return narrowed(question, column.is_(None) if value is None else column == value)


def days(
    question: Question, name: str, bounds: Sequence[Any], each: int
) -> tuple[dict[int, int], dict[int, tuple[int, ...]]]:
    """Of each stretch between two bounds: how many records lie in it, and the first few of them."""
    column, table = seen_columns(question.work, question.query.form)[name], question.table
    stretch = _stretch(column, bounds)
    order = (column, *(key.ordered() for key in order_keys(question)[-1:]))
    within = sa.and_(question.clause, column >= bounds[0], column < bounds[-1])
    inner = (
        select(
            table.c.id,
            stretch.label("stretch"),
            func.count().over(partition_by=stretch).label("n"),
            func.row_number().over(partition_by=stretch, order_by=order).label("place"),
        )
        .where(within)
        .subquery()
    )
    found = select(inner).where(inner.c.place <= each).order_by(inner.c.stretch, inner.c.place)
    counts: dict[int, int] = {}
    first: dict[int, list[int]] = {}
    for id, at, n, _ in question.work.connection.execute(found):
        counts[at] = n
        first.setdefault(at, []).append(id)
    return counts, {at: tuple(ids) for at, ids in first.items()}


def _stretch(column: ColumnElement, bounds: Sequence[Any]) -> ColumnElement[int]:
    """Which stretch a value lies in; written out, so that PostgreSQL sees the same expression twice."""
    numbered = [(column < bound, sa.literal_column(str(place))) for place, bound in enumerate(bounds[1:])]
    return sa.case(*numbered)


def _exact(names: Sequence[str], values: Sequence[Any]) -> dict[str, Decimal | None]:
    decimals = (None if value is None else Decimal(str(value)) for value in values)
    return dict(zip(names, decimals, strict=True))
