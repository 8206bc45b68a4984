"""What came in from outside: kept first, as it came; then what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, select, update

from .engine.rows import choose, insert_of, read, read_one, values_of
from .tables.inbound import inbound

WAITING, TAKEN, HEARD, REFUSED, LEFT_OUT = "waiting", "taken", "heard", "refused", "left_out"
STATES = (WAITING, TAKEN, HEARD, REFUSED, LEFT_OUT)


@dataclass(frozen=True, slots=True)
class Inbound:
    """One message from outside; `key` tells a repeat, `problem` says why it is no record."""

    inlet: str
    received_at: datetime
    content_type: str
    payload: bytes = field(repr=False)
    state: str = WAITING
    key: str | None = None
    remote: str = ""
    form: str | None = None
    record: int | None = None
    problem: dict[str, Any] | None = None
    tries: int = 0
    handled_at: datetime | None = None
    id: int = 0


def keep(connection: Connection, new: Inbound) -> int | None:
    """Keep what came; None where the inlet has something with its key already."""
    statement = insert_of(connection)(inbound).values(**values_of(new))
    statement = statement.on_conflict_do_nothing(index_elements=["inlet", "key"])
    return connection.execute(statement.returning(inbound.c.id)).scalar()


def get(connection: Connection, id: int, *, lock: bool = False) -> Inbound | None:
    """One of them."""
    query = choose(inbound, Inbound).where(inbound.c.id == id)
    return read_one(connection, Inbound, query.with_for_update() if lock else query)


def by_key(connection: Connection, inlet: str, key: str) -> Inbound | None:
    """What an inlet got under a key before."""
    return read_one(connection, Inbound, choose(inbound, Inbound).where(inbound.c.inlet == inlet, inbound.c.key == key))


def change(connection: Connection, id: int, **columns: Any) -> None:
    """Write down what became of it."""
    connection.execute(update(inbound).where(inbound.c.id == id).values(**columns))


def listing(
    connection: Connection,
    *,
    state: str | None = None,
    inlet: str | None = None,
    before: int | None = None,
    limit: int = 50,
) -> tuple[Inbound, ...]:
    """What came, the newest first, narrowed by what is given; `before` is the id that an earlier page ends at."""
    wanted: list[ColumnElement[bool]] = [
        inbound.c[name] == value for name, value in (("state", state), ("inlet", inlet)) if value is not None
    ]
    if before is not None:
        wanted.append(inbound.c.id < before)
    query = choose(inbound, Inbound).where(and_(True, *wanted)).order_by(inbound.c.id.desc()).limit(limit)
    return read(connection, Inbound, query)


def counts(connection: Connection) -> Mapping[tuple[str, str], int]:
    """How many there are by inlet and state."""
    query = select(inbound.c.inlet, inbound.c.state, func.count()).group_by(inbound.c.inlet, inbound.c.state)
    return {(inlet, state): n for inlet, state, n in connection.execute(query)}


def last_at(connection: Connection) -> Mapping[str, datetime]:
    """When each inlet got something last."""
    query = select(inbound.c.inlet, func.max(inbound.c.received_at)).group_by(inbound.c.inlet)
    return {row.inlet: row[1] for row in connection.execute(query)}


def forget(connection: Connection, before: datetime) -> int:
    """Remove what became something before a moment; what was refused stays for whoever looks."""
    old = (inbound.c.handled_at < before, inbound.c.state.in_((TAKEN, HEARD, LEFT_OUT)))
    return connection.execute(inbound.delete().where(*old)).rowcount
