"""Acts on many records: what was meant, and of each record what it was before, what it is after, or why it stayed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from .engine.rows import choose, portions, read, read_one, write, write_many
from .tables.bulk import bulk_act, bulk_change

DONE, SAME, LEFT, UNDONE, KEPT = "done", "same", "left", "undone", "kept"
c = bulk_change.c


@dataclass(frozen=True, slots=True)
class BulkAct:
    """One act; `asked` is of how many records."""

    form: str
    kind: str
    what: dict[str, Any]
    at: datetime
    actor: int | None = None
    asked: int = 0
    undone_at: datetime | None = None
    undone_by: int | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class BulkChange:
    """What became of one record: done, the same as before, left, undone, or kept when the rest was undone."""

    act: int
    record: int
    state: str
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    why: dict[str, str] | None = field(default=None)


def begin(connection: Connection, act: BulkAct) -> int:
    """Keep an act and return its id."""
    return write(connection, bulk_act, act)


def get(connection: Connection, id: int) -> BulkAct | None:
    """One act."""
    return read_one(connection, BulkAct, choose(bulk_act, BulkAct).where(bulk_act.c.id == id))


def add(connection: Connection, changes: Iterable[BulkChange]) -> None:
    """Keep what became of records."""
    write_many(connection, bulk_change, changes)


def counts(connection: Connection, id: int) -> dict[str, int]:
    """How many records are in which state."""
    found = select(c.state, func.count()).where(c.act == id).group_by(c.state)
    return dict(connection.execute(found).all())


def changes_of(
    connection: Connection, id: int, *, states: Iterable[str], after: int = 0, limit: int | None = None
) -> tuple[BulkChange, ...]:
    """The records in these states, in the order of their ids."""
    mine = choose(bulk_change, BulkChange).where(c.act == id, c.state.in_(tuple(states)), c.record > after)
    return read(connection, BulkChange, mine.order_by(c.record).limit(limit))


def settle(connection: Connection, id: int, records: Iterable[int], state: str) -> None:
    """These records of an act are in another state now."""
    for part in portions(records):
        connection.execute(update(bulk_change).where(c.act == id, c.record.in_(part)).values(state=state))


def keep(connection: Connection, id: int, record: int, why: dict[str, str]) -> None:
    """A record stays as it is, although the act is undone."""
    connection.execute(update(bulk_change).where(c.act == id, c.record == record).values(state=KEPT, why=why))


def forget_values(connection: Connection, form: str, record: int) -> None:
    """What acts kept of a record to bring it back; what they did to it stays as it is."""
    of_form = select(bulk_act.c.id).where(bulk_act.c.form == form)
    theirs = update(bulk_change).where(c.act.in_(of_form), c.record == record)
    connection.execute(theirs.where(c.state == DONE).values(state=KEPT))
    connection.execute(theirs.values(before=None, after=None))


def take_back(connection: Connection, id: int, now: datetime, by: int | None) -> bool:
    """Mark an act as undone; False when it was before."""
    first = update(bulk_act).where(bulk_act.c.id == id, bulk_act.c.undone_at.is_(None))
    return connection.execute(first.values(undone_at=now, undone_by=by)).rowcount == 1
