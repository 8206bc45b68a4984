"""Hand-overs of many records that were one act: who did it, what was meant, and whether it was taken back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, update

from .assignments import AssignmentRow
from .engine.rows import choose, read, read_one, write
from .tables import assignment
from .tables.ownership import reassignment


@dataclass(frozen=True, slots=True)
class Reassignment:
    """One act: records of one person or of several, and where they were to go."""

    at: datetime
    actor: int | None = None
    person: int | None = None
    words: str = ""
    plan: list[dict[str, Any]] = field(default_factory=list)
    records: int = 0
    undone_at: datetime | None = None
    undone_by: int | None = None
    id: int = 0


def begin(connection: Connection, new: Reassignment) -> int:
    """Keep an act and return its id, which its assignments carry."""
    return write(connection, reassignment, new)


def count(connection: Connection, id: int, records: int) -> None:
    """Keep how many records it moved."""
    connection.execute(update(reassignment).where(reassignment.c.id == id).values(records=records))


def get(connection: Connection, id: int) -> Reassignment | None:
    """One act."""
    return read_one(connection, Reassignment, choose(reassignment, Reassignment).where(reassignment.c.id == id))


def moved(connection: Connection, id: int) -> tuple[AssignmentRow, ...]:
    """The assignments that an act made, in their order, whether they hold still or not."""
    theirs = choose(assignment, AssignmentRow).where(assignment.c.batch == id).order_by(assignment.c.id)
    return read(connection, AssignmentRow, theirs)


def latest_of(connection: Connection, actor: int | None, form: str, record: int) -> Reassignment | None:
    """The last act of somebody by which a record changed hands."""
    theirs = and_(assignment.c.form == form, assignment.c.record == record, reassignment.c.actor == actor)
    by = choose(reassignment, Reassignment).join(assignment, assignment.c.batch == reassignment.c.id).where(theirs)
    return read_one(connection, Reassignment, by.order_by(reassignment.c.id.desc()).limit(1))


def take_back(connection: Connection, id: int, now: datetime, *, by: int | None) -> bool:
    """Mark an act as undone; False when it was before."""
    first = and_(reassignment.c.id == id, reassignment.c.undone_at.is_(None))
    changed = update(reassignment).where(first).values(undone_at=now, undone_by=by)
    return connection.execute(changed).rowcount == 1


def of_person(connection: Connection, person: int) -> tuple[Reassignment, ...]:
    """What was handed over when somebody left, the newest first."""
    theirs = choose(reassignment, Reassignment).where(reassignment.c.person == person)
    return read(connection, Reassignment, theirs.order_by(reassignment.c.id.desc()))
