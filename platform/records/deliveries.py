"""What is to reach somebody outside: written with its cause, tried until it arrives, kept with the last answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, select, update

from .engine.rows import choose, insert_of, read, read_one, values_of, write_once
from .tables import setting
from .tables.delivery import delivery

WAITING, GATHERED, DELIVERED, GIVEN_UP, WITHDRAWN = "waiting", "gathered", "delivered", "given_up", "withdrawn"
STATES = (WAITING, GATHERED, DELIVERED, GIVEN_UP, WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message on its way by one channel; `why` is a reason as JSON, `text` what is said."""

    key: str
    channel: str
    about: str
    kind: str
    text: dict[str, Any]
    created_at: datetime
    due_at: datetime
    state: str = WAITING
    person: int | None = None
    sender: int | None = None
    address: str | None = None
    form: str | None = None
    record: int | None = None
    why: dict[str, Any] | None = None
    attempts: int = 0
    answer: str | None = None
    notification: int | None = None
    gathered_in: int | None = None
    tried_at: datetime | None = None
    ended_at: datetime | None = None
    id: int = field(default=0)


def put(connection: Connection, new: Delivery) -> int | None:
    """Write down what shall be delivered; None when something with its key was before."""
    statement = insert_of(connection)(delivery).values(**values_of(new)).on_conflict_do_nothing(index_elements=["key"])
    return connection.execute(statement.returning(delivery.c.id)).scalar()


def get(connection: Connection, id: int) -> Delivery | None:
    """One delivery, whatever became of it."""
    return read_one(connection, Delivery, choose(delivery, Delivery).where(delivery.c.id == id))


def take(connection: Connection, id: int) -> Delivery | None:
    """The same, held until the transaction ends."""
    return read_one(connection, Delivery, choose(delivery, Delivery).where(delivery.c.id == id).with_for_update())


def by_key(connection: Connection, key: str) -> Delivery | None:
    """What was written down under a key."""
    return read_one(connection, Delivery, choose(delivery, Delivery).where(delivery.c.key == key))


def change(connection: Connection, id: int, **columns: Any) -> None:
    """Write down what became of a delivery."""
    connection.execute(update(delivery).where(delivery.c.id == id).values(**columns))


def in_turn(connection: Connection, channel: str) -> None:
    """Let those who count a channel's deliveries do so one after the other, until the transaction ends."""
    key = f"turn:{channel}"
    write_once(connection, setting, {"key": key, "value": 0}, key=("key",))
    connection.execute(select(setting.c.key).where(setting.c.key == key).with_for_update())


def nth_newest_try(
    connection: Connection, channel: str, n: int, *, since: datetime, sender: int | None = None
) -> datetime | None:
    """When the n-th newest try of a channel was, counted backwards from now, if that was after `since`."""
    theirs = [delivery.c.channel == channel, delivery.c.tried_at > since]
    if sender is not None:
        theirs.append(delivery.c.sender == sender)
    query = select(delivery.c.tried_at).where(*theirs).order_by(delivery.c.tried_at.desc())
    return connection.execute(query.offset(n - 1).limit(1)).scalar()


def waiting_after(connection: Connection, channel: str, now: datetime, *, sender: int | None = None) -> int:
    """How many of a channel have been put off beyond this moment."""
    later = [delivery.c.channel == channel, delivery.c.state == WAITING, delivery.c.due_at > now]
    if sender is not None:
        later.append(delivery.c.sender == sender)
    return connection.execute(select(func.count()).select_from(delivery).where(*later)).scalar_one()


def gathered(connection: Connection, person: int, channel: str, *, until: datetime) -> tuple[Delivery, ...]:
    """What lies together for one person and is due, the oldest first, held until the transaction ends."""
    theirs = (
        delivery.c.person == person,
        delivery.c.channel == channel,
        delivery.c.state == GATHERED,
        delivery.c.gathered_in.is_(None),
        delivery.c.due_at <= until,
    )
    query = choose(delivery, Delivery).where(*theirs).order_by(delivery.c.id)
    return read(connection, Delivery, query.with_for_update())


def listing(
    connection: Connection,
    *,
    state: str | None = None,
    channel: str | None = None,
    about: str | None = None,
    before: int | None = None,
    limit: int = 50,
) -> tuple[Delivery, ...]:
    """Deliveries, the newest first, narrowed by what is given; `before` is the id that an earlier page ends at."""
    wanted: list[ColumnElement[bool]] = [
        delivery.c[name] == value
        for name, value in (("state", state), ("channel", channel), ("about", about))
        if value is not None
    ]
    if before is not None:
        wanted.append(delivery.c.id < before)
    query = choose(delivery, Delivery).where(and_(True, *wanted)).order_by(delivery.c.id.desc()).limit(limit)
    return read(connection, Delivery, query)


def of_record(connection: Connection, form: str, record: int, *, about: Iterable[str]) -> tuple[Delivery, ...]:
    """What was to reach somebody about one record, the newest first."""
    theirs = (delivery.c.form == form, delivery.c.record == record, delivery.c.about.in_(tuple(about)))
    query = choose(delivery, Delivery).where(*theirs).order_by(delivery.c.id.desc())
    return read(connection, Delivery, query.limit(50))


def counts(connection: Connection) -> Mapping[tuple[str, str], int]:
    """How many there are by channel and state."""
    query = select(delivery.c.channel, delivery.c.state, func.count()).group_by(delivery.c.channel, delivery.c.state)
    return {(channel, state): n for channel, state, n in connection.execute(query)}


def withdraw_waiting(connection: Connection, now: datetime, why: dict[str, Any]) -> int:
    """Let nothing of what waits go."""
    waiting = update(delivery).where(delivery.c.state.in_((WAITING, GATHERED)), delivery.c.gathered_in.is_(None))
    return connection.execute(waiting.values(state=WITHDRAWN, why=why, ended_at=now)).rowcount


def forget(connection: Connection, before: datetime) -> int:
    """Remove what ended before a moment and is no mail; what was given up stays for whoever looks."""
    old = (delivery.c.ended_at < before, delivery.c.about != "mail", delivery.c.state.in_((DELIVERED, WITHDRAWN)))
    return connection.execute(delivery.delete().where(*old)).rowcount
