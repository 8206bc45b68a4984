"""Look-ups outside: each with what it found, answers that are still good, and where a record's values came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from .engine.rows import choose, read, read_one, values_of, write, write_many, write_or_change
from .tables.enriching import lookup, lookup_answer, origin

WAITING, FOUND, NOTHING, FAILED, LEFT_OUT = "waiting", "found", "nothing", "failed", "left_out"
STATES = (WAITING, FOUND, NOTHING, FAILED, LEFT_OUT)


@dataclass(frozen=True, slots=True)
class Lookup:
    """One question to a source about one record, and what came of it."""

    enrichment: str
    form: str
    record: int
    cause: str
    created_at: datetime
    due_at: datetime
    actor: int | None = None
    state: str = WAITING
    why: dict[str, Any] | None = None
    attempts: int = 0
    status: int | None = None
    answer: str | None = None
    from_cache: bool = False
    filled: list[str] | None = None
    confirmed: list[str] | None = None
    proposed: dict[str, Any] | None = None
    left: dict[str, Any] | None = None
    tried_at: datetime | None = None
    ended_at: datetime | None = None
    revision: int = 0
    id: int = 0


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one value of a record came from, and what it was then."""

    form: str
    record: int
    field: str
    enrichment: str
    lookup: int
    how: str
    value: Any
    at: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer that is kept for whoever asks the same."""

    status: int
    body: str = field(repr=False)
    at: datetime


def add(connection: Connection, new: Lookup) -> int:
    """Write down a question."""
    return write(connection, lookup, new)


def add_many(connection: Connection, new: Iterable[Lookup]) -> Iterable[int]:
    """Write down many."""
    return write_many(connection, lookup, new)


def get(connection: Connection, id: int, *, lock: bool = False) -> Lookup | None:
    """One of them."""
    query = choose(lookup, Lookup).where(lookup.c.id == id)
    return read_one(connection, Lookup, query.with_for_update() if lock else query)


def change(connection: Connection, id: int, **columns: Any) -> None:
    """Write down what came of it."""
    connection.execute(update(lookup).where(lookup.c.id == id).values(**columns))


def newest_of(connection: Connection, form: str, record: int) -> dict[str, Lookup]:
    """A record's newest look-up of each enrichment."""
    newest = select(func.max(lookup.c.id)).where(lookup.c.form == form, lookup.c.record == record)
    rows = read(connection, Lookup, choose(lookup, Lookup).where(lookup.c.id.in_(newest.group_by(lookup.c.enrichment))))
    return {row.enrichment: row for row in rows}


def of_record(connection: Connection, form: str, record: int, *, limit: int = 50) -> tuple[Lookup, ...]:
    """A record's look-ups, the newest first."""
    query = choose(lookup, Lookup).where(lookup.c.form == form, lookup.c.record == record)
    return read(connection, Lookup, query.order_by(lookup.c.id.desc()).limit(limit))


def is_waiting(connection: Connection, enrichment: str, form: str, record: int) -> bool:
    """Whether the same question has not been answered yet."""
    same = (lookup.c.enrichment == enrichment, lookup.c.form == form, lookup.c.record == record)
    return connection.execute(select(lookup.c.id).where(*same, lookup.c.state == WAITING).limit(1)).first() is not None


def listing(
    connection: Connection, *, state: str | None = None, before: int | None = None, limit: int = 50
) -> tuple[Lookup, ...]:
    """Look-ups, the newest first."""
    query = choose(lookup, Lookup).order_by(lookup.c.id.desc()).limit(limit)
    if state is not None:
        query = query.where(lookup.c.state == state)
    return read(connection, Lookup, query if before is None else query.where(lookup.c.id < before))


def counts(connection: Connection) -> Mapping[tuple[str, str], int]:
    """How many there are by enrichment and state."""
    query = select(lookup.c.enrichment, lookup.c.state, func.count()).group_by(lookup.c.enrichment, lookup.c.state)
    return {(enrichment, state): n for enrichment, state, n in connection.execute(query)}


def nth_newest_try(connection: Connection, enrichment: str, n: int, *, since: datetime) -> datetime | None:
    """When the n-th newest question to a source was asked, counted backwards, if that was after `since`."""
    query = select(lookup.c.tried_at).where(lookup.c.enrichment == enrichment, lookup.c.tried_at > since)
    return connection.execute(query.order_by(lookup.c.tried_at.desc()).offset(n - 1).limit(1)).scalar()


def waiting_after(connection: Connection, enrichment: str, now: datetime) -> int:
    """How many have been put off beyond this moment."""
    later = (lookup.c.enrichment == enrichment, lookup.c.state == WAITING, lookup.c.due_at > now)
    return connection.execute(select(func.count()).select_from(lookup).where(*later)).scalar_one()


def kept_answer(connection: Connection, digest: str, *, since: datetime) -> Kept | None:
    """The answer to the same question, if it was given after `since`."""
    query = select(lookup_answer.c.status, lookup_answer.c.body, lookup_answer.c.at)
    row = connection.execute(query.where(lookup_answer.c.digest == digest, lookup_answer.c.at > since)).first()
    return Kept(*row) if row is not None else None


def keep_answer(connection: Connection, digest: str, enrichment: str, kept: Kept) -> None:
    """Keep an answer for whoever asks the same."""
    changes = {"status": kept.status, "body": kept.body, "at": kept.at}
    values = {"digest": digest, "enrichment": enrichment, **changes}
    write_or_change(connection, lookup_answer, values, key=("digest",), changes=changes)


def mark(connection: Connection, origins: Iterable[Origin]) -> None:
    """Write down where values came from; the newest holds."""
    for one in origins:
        values = values_of(one)
        changes = {name: values[name] for name in ("enrichment", "lookup", "how", "value", "at")}
        write_or_change(connection, origin, values, key=("form", "record", "field"), changes=changes)


def origins_of(connection: Connection, form: str, record: int) -> dict[str, Origin]:
    """Where a record's values came from, by field."""
    query = choose(origin, Origin).where(origin.c.form == form, origin.c.record == record)
    return {one.field: one for one in read(connection, Origin, query)}


def forget(connection: Connection, before: datetime) -> int:
    """Remove answers that nobody can still use, and look-ups that ended before a moment and found nothing."""
    gone = connection.execute(lookup_answer.delete().where(lookup_answer.c.at < before)).rowcount
    old = (lookup.c.ended_at < before, lookup.c.state.in_((NOTHING, LEFT_OUT)))
    return gone + connection.execute(lookup.delete().where(*old)).rowcount
