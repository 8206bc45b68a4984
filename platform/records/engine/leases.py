"""How several workers share rows of work: each is leased to one, and a lease that lapsed is given out again.

The number of attempts is the fence. It goes up with each claim, and only the holder of the newest claim can finish, in
the same transaction as the effect. So an effect happens once, whoever dies or comes back late.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from sqlalchemy import ColumnElement, Connection, Table, and_, or_, select, update

LEASE = timedelta(minutes=2)
FIRST_PAUSE = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(hours=1)


class LeaseLost(Exception):
    """Somebody else holds this work now, or has done or cancelled it; let the transaction roll back."""


class Leased(Protocol):
    """A row of work that was claimed."""

    id: int
    attempts: int


Work = TypeVar("Work", bound=Leased)


def claim(
    connection: Connection,
    table: Table,
    kind: type[Work],
    open_work: ColumnElement[bool],
    *,
    now: datetime,
    lease: timedelta,
    limit: int,
) -> tuple[Work, ...]:
    """Lease what is due and free, the longest due first; workers that claim at once get different rows."""
    ready = and_(open_work, table.c.due_at <= now, free(table, now))
    due = select(table.c.id).where(ready).order_by(table.c.due_at, table.c.id)
    chosen = due.limit(limit).with_for_update(skip_locked=True).cte("chosen")
    changed = (
        update(table)
        .where(table.c.id.in_(select(chosen.c.id)))
        .values(lease_until=now + lease, attempts=table.c.attempts + 1)
        .returning(*(table.c[field.name] for field in fields(kind)))
    )
    rows = [kind(*row) for row in connection.execute(changed)]
    return tuple(sorted(rows, key=lambda row: (row.due_at, row.id)))


def free(table: Table, now: datetime) -> ColumnElement[bool]:
    """Nobody holds it."""
    return or_(table.c.lease_until.is_(None), table.c.lease_until <= now)


def finish(connection: Connection, table: Table, work: Leased, values: Mapping[str, Any], still: Any) -> None:
    """Mark the work as done in the transaction of its effect; LeaseLost when it is no longer this worker's."""
    mine = update(table).where(table.c.id == work.id, table.c.attempts == work.attempts, still)
    if connection.execute(mine.values(**values, lease_until=None, error=None)).rowcount != 1:
        raise LeaseLost(f"{table.name} {work.id} is no longer this worker's")


def put_off(connection: Connection, table: Table, work: Leased, error: str, until: datetime) -> None:
    """Keep the error and let the work rest; nothing happens when it is no longer this worker's."""
    mine = update(table).where(table.c.id == work.id, table.c.attempts == work.attempts)
    connection.execute(mine.values(lease_until=until, error=error[:4000]))


def pause_after(attempts: int) -> timedelta:
    """How long failed work rests: 10 s, 20 s, 40 s … up to an hour."""
    return min(FIRST_PAUSE * 2 ** min(max(attempts - 1, 0), 20), LONGEST_PAUSE)
