"""Milestones: what records have reached on their way, why, and what they lost again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, update

from .engine.among import Among
from .engine.rows import choose, insert_of, portions, values_of, was_written
from .tables.milestone import milestone


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """A milestone that a record has reached; `why` holds the rule in words and the values seen."""

    form: str
    record: int
    pipeline: str
    milestone: str
    reached_at: datetime
    actor: int | None = None
    why: Mapping[str, Any] = field(default_factory=dict)
    revision: int = 0
    lost_at: datetime | None = None
    id: int = 0


def reach(connection: Connection, new: MilestoneRow) -> bool:
    """Keep that a record reached one; False when it holds it already."""
    insert = insert_of(connection)(milestone).values(**values_of(new))
    names = ["form", "record", "pipeline", "milestone"]
    held = {"index_elements": names, "index_where": milestone.c.lost_at.is_(None)}
    return was_written(connection, insert.on_conflict_do_nothing(**held))


def lose(connection: Connection, ids: Iterable[int], now: datetime) -> None:
    """Records that went back have not reached these any more."""
    for part in portions(ids):
        connection.execute(update(milestone).where(milestone.c.id.in_(part)).values(lost_at=now))


def held_by(connection: Connection, form: str, record: int) -> tuple[MilestoneRow, ...]:
    """What a record holds now, in the order in which it was reached."""
    return tuple(held_by_many(connection, form, (record,)).get(record, ()))


def held_by_many(connection: Connection, form: str, records: Iterable[int]) -> Mapping[int, Sequence[MilestoneRow]]:
    """The same for many records, by record."""
    found: dict[int, list[MilestoneRow]] = {}
    for row in _HELD.read(connection, MilestoneRow, records, form=form):
        found.setdefault(row.record, []).append(row)
    return found


_HELD = Among(
    milestone.c.record,
    choose(milestone, MilestoneRow)
    .where(milestone.c.form == bindparam("form"), milestone.c.lost_at.is_(None))
    .order_by(milestone.c.id),
)
