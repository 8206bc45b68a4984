"""Leave: when a person is away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from .engine.rows import choose, read, write
from .tables import leave


@dataclass(frozen=True, slots=True)
class Leave:
    """From when until when a person is away."""

    person: int
    starts_at: datetime
    ends_at: datetime
    reason: str = ""
    id: int = 0


def add(connection: Connection, new: Leave) -> int:
    """Keep a leave and return its id."""
    if new.ends_at <= new.starts_at:
        raise ValueError("a leave ends after it starts")
    return write(connection, leave, new)


def remove(connection: Connection, leave_id: int) -> bool:
    """Take a leave back."""
    return connection.execute(leave.delete().where(leave.c.id == leave_id)).rowcount == 1


def of_person(connection: Connection, person: int, *, since: datetime | None = None) -> tuple[Leave, ...]:
    """A person's leaves, the first first; `since` leaves out those that were over by then."""
    query = choose(leave, Leave).where(leave.c.person == person)
    if since is not None:
        query = query.where(leave.c.ends_at > since)
    return read(connection, Leave, query.order_by(leave.c.starts_at))


def away(connection: Connection, people: Iterable[int], now: datetime) -> frozenset[int]:
    """Which of these people are on leave at a moment."""
    holds = (leave.c.person.in_(tuple(people)), leave.c.starts_at <= now, leave.c.ends_at > now)
    return frozenset(connection.scalars(select(leave.c.person).where(*holds)))
