"""Who works along on a record beside its owner, since when, and who brought them in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Select, and_, select, update

from .engine.rows import choose, portions, read, write
from .tables.ownership import collaborator


@dataclass(frozen=True, slots=True)
class Collaborator:
    """One person working along, until they end it or somebody ends it for them."""

    form: str
    record: int
    person: int
    added_at: datetime
    added_by: int | None = None
    ended_at: datetime | None = None
    ended_by: int | None = None
    id: int = 0


def add(connection: Connection, new: Collaborator) -> int:
    """Keep somebody who joins."""
    return write(connection, collaborator, new)


def end(connection: Connection, form: str, record: int, person: int, now: datetime, *, by: int | None) -> bool:
    """End somebody's working along; False when they did not."""
    theirs = and_(_holds(form, (record,)), collaborator.c.person == person)
    return connection.execute(update(collaborator).where(theirs).values(ended_at=now, ended_by=by)).rowcount > 0


def of_record(connection: Connection, form: str, record: int) -> tuple[Collaborator, ...]:
    """Who works along now, in the order in which they joined."""
    return of_many(connection, form, (record,)).get(record, ())


def of_many(connection: Connection, form: str, records: Iterable[int]) -> dict[int, tuple[Collaborator, ...]]:
    """The same for many records, by record; one without is left out."""
    found: dict[int, tuple[Collaborator, ...]] = {}
    for part in portions(records):
        query = choose(collaborator, Collaborator).where(_holds(form, part)).order_by(collaborator.c.id)
        for row in read(connection, Collaborator, query):
            found[row.record] = (*found.get(row.record, ()), row)
    return found


def of_person(connection: Connection, person: int) -> tuple[Collaborator, ...]:
    """Where somebody works along now."""
    theirs = and_(collaborator.c.person == person, collaborator.c.ended_at.is_(None))
    return read(connection, Collaborator, choose(collaborator, Collaborator).where(theirs).order_by(collaborator.c.id))


def records_of(form: str, person: int) -> Select:
    """The ids of a form's records on which somebody works along: for a clause of a query."""
    c = collaborator.c
    return select(c.record).where(c.person == person, c.form == form, c.ended_at.is_(None))


def _holds(form: str, records: Iterable[int]):
    c = collaborator.c
    return and_(c.form == form, c.record.in_(tuple(records)), c.ended_at.is_(None))
