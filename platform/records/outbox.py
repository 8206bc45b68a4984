"""Work that a transaction leaves to be done after it: written with its cause, done once, failed in the open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, select, true, update

from .engine import leases
from .engine.among import known_keys
from .engine.bulk import insert_many
from .engine.leases import LEASE, LeaseLost
from .engine.prepared import Prepared
from .engine.rows import choose, read, read_one, write_once
from .tables import outbox

MOST_ATTEMPTS = 10


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One piece of work: what kind, with what; `attempts` counts the claims, this one included."""

    id: int
    kind: str
    key: str | None
    payload: dict[str, Any]
    created_at: datetime
    due_at: datetime
    attempts: int
    error: str | None
    failed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Item:
    """Work to put together with other work; without a moment it is due at once."""

    kind: str
    payload: Mapping[str, Any]
    key: str | None = None
    due_at: datetime | None = None


def put(
    connection: Connection,
    kind: str,
    payload: Mapping[str, Any],
    now: datetime,
    *,
    due_at: datetime | None = None,
    key: str | None = None,
) -> bool:
    """Leave work to be done when this transaction is kept; False when work with this key was left before."""
    values = {"kind": kind, "payload": dict(payload), "key": key, "created_at": now, "due_at": due_at or now}
    return write_once(connection, outbox, {**values, "attempts": 0}, key=("key",))


def put_many(connection: Connection, items: Iterable[Item], now: datetime) -> int:
    """Leave much work at once, each with a key of its own or none, and return how much was not left before."""
    wanted = tuple(items)
    known = known_keys(connection, outbox, (item.key for item in wanted))
    rows = [
        {
            "kind": item.kind,
            "payload": dict(item.payload),
            "key": item.key,
            "created_at": now,
            "due_at": item.due_at or now,
        }
        for item in wanted
        if item.key not in known
    ]
    return len(insert_many(connection, outbox, rows))


# Names of kinds, and whether only they are meant or all others.
Kinds = tuple[tuple[str, ...], bool]


def claim(
    connection: Connection, now: datetime, *, lease: timedelta = LEASE, limit: int = 20, kinds: Kinds | None = None
) -> tuple[OutboxRow, ...]:
    """Take work that is due, for as long as the lease lasts; work that was tried too often is marked as failed."""
    _give_up(connection, now)
    mine = and_(_open(), _of(kinds))
    return leases.claim(connection, outbox, OutboxRow, mine, now=now, lease=lease, limit=limit)


def claim_one(connection: Connection, row: int, now: datetime, *, lease: timedelta = LEASE) -> OutboxRow | None:
    """Take this piece of work if it is due and free: for a queue that carries ids."""
    this = and_(_open(), outbox.c.id == row)
    claimed = leases.claim(connection, outbox, OutboxRow, this, now=now, lease=lease, limit=1)
    return claimed[0] if claimed else None


def hold(connection: Connection, row: OutboxRow, *, until: datetime | None = None) -> None:
    """Keep claimed work until this transaction ends, even past its lease; LeaseLost when somebody else has it now.

    `until` makes the lease last longer: for work that goes on after this transaction.
    """
    if _MINE.first(connection, row=row.id, claim=row.attempts) is None:
        raise LeaseLost(f"outbox {row.id} is no longer this worker's")
    if until is not None:
        connection.execute(update(outbox).where(outbox.c.id == row.id).values(lease_until=until))


def let_go(connection: Connection, row: OutboxRow, now: datetime) -> None:
    """Give claimed work back undone, for somebody else to take at once: as if it had never been claimed.

    The number of attempts is theirs again, so the caller has to be done with it.
    """
    mine = update(outbox).where(_open(), outbox.c.id == row.id, outbox.c.attempts == row.attempts)
    connection.execute(mine.values(lease_until=None, attempts=row.attempts - 1, due_at=now))


def waiting_of(connection: Connection, kind: str) -> int:
    """How much work of a kind is not done yet."""
    query = select(func.count()).select_from(outbox).where(outbox.c.kind == kind, _open())
    return connection.execute(query).scalar_one()


def payloads_waiting(connection: Connection, kind: str) -> tuple[Mapping[str, Any], ...]:
    """With what the work of a kind that is not done yet was left."""
    return tuple(connection.scalars(select(outbox.c.payload).where(outbox.c.kind == kind, _open())))


def finish(connection: Connection, row: OutboxRow, now: datetime) -> None:
    """Mark as done, in the same transaction as the effect; LeaseLost when somebody else has it now."""
    if _DONE.run(connection, row=row.id, claim=row.attempts, done_at=now) != 1:
        raise LeaseLost(f"outbox {row.id} is no longer this worker's")


def fail(connection: Connection, row: OutboxRow, error: str, now: datetime) -> None:
    """Keep the error and try again later: after 10 s, 20 s, 40 s …; after the last attempt the work has failed."""
    if row.attempts < MOST_ATTEMPTS:
        leases.put_off(connection, outbox, row, error, now + leases.pause_after(row.attempts))
        return
    mine = update(outbox).where(_open(), outbox.c.id == row.id, outbox.c.attempts == row.attempts)
    connection.execute(mine.values(failed_at=now, lease_until=None, error=error[:4000]))


def failed(connection: Connection, *, limit: int = 100) -> tuple[OutboxRow, ...]:
    """Work that was given up, the newest first, for somebody to look at."""
    query = choose(outbox, OutboxRow).where(outbox.c.failed_at.is_not(None))
    return read(connection, OutboxRow, query.order_by(outbox.c.failed_at.desc()).limit(limit))


def retry(connection: Connection, row: int, now: datetime) -> bool:
    """Give work that failed all its attempts again."""
    again = update(outbox).where(outbox.c.id == row, outbox.c.failed_at.is_not(None))
    return connection.execute(again.values(failed_at=None, lease_until=None, attempts=0, due_at=now)).rowcount == 1


def get(connection: Connection, row: int) -> OutboxRow | None:
    """One piece of work, whatever became of it."""
    return read_one(connection, OutboxRow, choose(outbox, OutboxRow).where(outbox.c.id == row))


def due(
    connection: Connection, now: datetime, *, limit: int = 100, kinds: Kinds | None = None
) -> tuple[OutboxRow, ...]:
    """What could be claimed now, without claiming it."""
    free = and_(_open(), _of(kinds), outbox.c.due_at <= now, leases.free(outbox, now))
    query = choose(outbox, OutboxRow).where(free).order_by(outbox.c.due_at, outbox.c.id)
    return read(connection, OutboxRow, query.limit(limit))


def waiting(connection: Connection) -> int:
    """How much work is not done yet, what has failed not counted."""
    return connection.execute(select(func.count()).select_from(outbox).where(_open())).scalar_one()


def next_due_at(connection: Connection) -> datetime | None:
    """When there is work next, so that a worker knows how long it may sleep."""
    return connection.execute(select(func.min(outbox.c.due_at)).where(_open())).scalar()


def forget_done(connection: Connection, before: datetime) -> int:
    """Remove what was done before a moment; what failed stays."""
    return connection.execute(outbox.delete().where(outbox.c.done_at < before)).rowcount


def _open() -> Any:
    return and_(outbox.c.done_at.is_(None), outbox.c.failed_at.is_(None))


_CLAIMED = and_(outbox.c.id == bindparam("row"), outbox.c.attempts == bindparam("claim"), _open())
_MINE = Prepared(select(outbox.c.id).where(_CLAIMED).with_for_update())
_DONE = Prepared(update(outbox).where(_CLAIMED).values(lease_until=None, error=None), ("done_at",))


def _of(kinds: Kinds | None) -> Any:
    if kinds is None:
        return true()
    names, only_they = kinds
    return outbox.c.kind.in_(names) if only_they else outbox.c.kind.not_in(names)


def _give_up(connection: Connection, now: datetime) -> None:
    """Work that takes its worker down each time never reports a failure; its lapsed lease after the last does."""
    worn_out = and_(_open(), outbox.c.attempts >= MOST_ATTEMPTS, outbox.c.lease_until <= now)
    error = func.coalesce(outbox.c.error, "the worker died each time")
    connection.execute(update(outbox).where(worn_out).values(failed_at=now, lease_until=None, error=error))
