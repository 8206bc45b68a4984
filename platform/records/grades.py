"""Grades: what a scorecard said about a record, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from .engine.rows import choose, portions, read, read_one, write, write_many
from .tables import grade


@dataclass(frozen=True, slots=True)
class GradeRow:
    """One grading: score, band and the reasons, as they were found at that moment.

    `rule_band` is what the rules said, where somebody's hand outranked them.
    """

    form: str
    record: int
    scorecard: str
    score: float
    at: datetime
    band: str | None = None
    urgent: bool = False
    fit: float | None = None
    behaviour: float | None = None
    rule_band: str | None = None
    reasons: Any = field(default_factory=list)
    revision: int = 0
    id: int = 0


def add(connection: Connection, new: GradeRow) -> int:
    """Keep a grade and return its id."""
    return write(connection, grade, new)


def add_many(connection: Connection, new: Iterable[GradeRow]) -> Sequence[int]:
    """Keep many grades at once."""
    return write_many(connection, grade, new)


def latest(connection: Connection, form: str, record: int) -> GradeRow | None:
    """The grade that holds now."""
    return read_one(connection, GradeRow, _of(form, record))


def history(connection: Connection, form: str, record: int, *, limit: int = 50) -> tuple[GradeRow, ...]:
    """A record's grades, the newest first."""
    return read(connection, GradeRow, _of(form, record).limit(limit))


def latest_of_many(connection: Connection, form: str, records: Iterable[int]) -> dict[int, GradeRow]:
    """The grades that hold now, by record."""
    found: dict[int, GradeRow] = {}
    for part in portions(records):
        newest = select(func.max(grade.c.id)).where(grade.c.form == form, grade.c.record.in_(part))
        query = choose(grade, GradeRow).where(grade.c.id.in_(newest.group_by(grade.c.record)))
        found.update((row.record, row) for row in read(connection, GradeRow, query))
    return found


def _of(form: str, record: int) -> Any:
    theirs = choose(grade, GradeRow).where(grade.c.form == form, grade.c.record == record)
    return theirs.order_by(grade.c.id.desc())
