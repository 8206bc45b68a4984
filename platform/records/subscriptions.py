"""Reports and dashboards that somebody gets by and by: who, what, by which channel, when next."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, update

from .engine.rows import choose, read, read_one, write
from .tables.subscription import subscription


@dataclass(frozen=True, slots=True)
class Subscription:
    """One of them; for a person, or for all who have a role."""

    kind: str
    target: str
    params: dict[str, Any]
    channel: str
    every: str
    at: str
    token: str
    made_at: datetime
    days: list[int] = field(default_factory=list)
    person: int | None = None
    role: str | None = None
    left_by: list[int] = field(default_factory=list)
    made_by: int | None = None
    trouble: str | None = None
    next_at: datetime | None = None
    last_at: datetime | None = None
    removed_at: datetime | None = None
    id: int = 0


def add(connection: Connection, new: Subscription) -> int:
    """Keep one and return its id."""
    return write(connection, subscription, new)


def get(connection: Connection, id: int, *, lock: bool = False) -> Subscription | None:
    """One that was not removed; held until the transaction ends, if so wanted."""
    mine = choose(subscription, Subscription).where(subscription.c.id == id, subscription.c.removed_at.is_(None))
    return read_one(connection, Subscription, mine.with_for_update() if lock else mine)


def by_token(connection: Connection, token: str) -> Subscription | None:
    """The one that an address in a message means."""
    mine = choose(subscription, Subscription).where(subscription.c.token == token, subscription.c.removed_at.is_(None))
    return read_one(connection, Subscription, mine)


def all_of(connection: Connection, person: int | None = None) -> tuple[Subscription, ...]:
    """Those of a person, or all there are, in the order in which they were made."""
    found = choose(subscription, Subscription).where(subscription.c.removed_at.is_(None))
    if person is not None:
        found = found.where(subscription.c.person == person)
    return read(connection, Subscription, found.order_by(subscription.c.id))


def change(connection: Connection, id: int, **columns: Any) -> None:
    """Write down what became of one."""
    connection.execute(update(subscription).where(subscription.c.id == id).values(**columns))
