"""What happened to records, in the order it happened; rows are added and never changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from . import tables
from .engine.rows import choose, portions, read, write, write_many


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a record, named in the past tense."""

    form: str
    record: int
    kind: str
    at: datetime
    actor: int | None = None
    data: dict[str, Any] = field(default_factory=dict)
    revision: int = 0
    id: int = 0


def append(connection: Connection, event: Event) -> int:
    """Add one event and return its id."""
    return write(connection, tables.event, event)


def append_many(connection: Connection, events: Iterable[Event]) -> Sequence[int]:
    """Add many events at once."""
    return write_many(connection, tables.event, events)


def timeline(
    connection: Connection,
    form: str,
    record: int,
    *,
    kinds: Iterable[str] | None = None,
    before: int | None = None,
    limit: int = 100,
) -> tuple[Event, ...]:
    """A record's events, newest first; `before` is the id from which an earlier page goes on."""
    event = tables.event
    query = choose(event, Event).where(event.c.form == form, event.c.record == record)
    if kinds is not None:
        query = query.where(event.c.kind.in_(tuple(kinds)))
    if before is not None:
        query = query.where(event.c.id < before)
    return read(connection, Event, query.order_by(event.c.id.desc()).limit(limit))


def kinds_of(connection: Connection, form: str, record: int) -> frozenset[str]:
    """The kinds of what happened to a record."""
    event = tables.event
    mine = select(event.c.kind).where(event.c.form == form, event.c.record == record).distinct()
    return frozenset(connection.scalars(mine))


def since(connection: Connection, form: str, record: int, after: int) -> tuple[Event, ...]:
    """What happened to a record after an event, in order."""
    event = tables.event
    query = choose(event, Event).where(event.c.form == form, event.c.record == record, event.c.id > after)
    return read(connection, Event, query.order_by(event.c.id))


def between(connection: Connection, form: str, kind: str, after: int, until: int, *, limit: int) -> tuple[Event, ...]:
    """The events of one kind and form whose ids come after one and up to another, in order."""
    event = tables.event
    mine = choose(event, Event).where(event.c.id > after, event.c.id <= until)
    mine = mine.where(event.c.form == form, event.c.kind == kind)
    return read(connection, Event, mine.order_by(event.c.id).limit(limit))


def newest_id(connection: Connection) -> int:
    """The id of the newest event there is; 0 where there is none."""
    return connection.execute(select(func.max(tables.event.c.id))).scalar() or 0


def of_actor(
    connection: Connection, actor: int | None, kinds: Iterable[str], *, since: datetime, limit: int = 500
) -> tuple[Event, ...]:
    """What somebody did of some kinds since a moment, newest first."""
    event = tables.event
    query = choose(event, Event).where(event.c.kind.in_(tuple(kinds)), event.c.at >= since, event.c.actor == actor)
    return read(connection, Event, query.order_by(event.c.at.desc(), event.c.id.desc()).limit(limit))


def of_many(connection: Connection, form: str, records: Iterable[int], *, kind: str) -> dict[int, list[Event]]:
    """What happened of one kind to many records, by record, the earliest first."""
    event, found = tables.event, {}
    for part in portions(records):
        theirs = (event.c.form == form, event.c.record.in_(part), event.c.kind == kind)
        for one in read(connection, Event, choose(event, Event).where(*theirs).order_by(event.c.id)):
            found.setdefault(one.record, []).append(one)
    return found


def by_people(
    connection: Connection, form: str, records: Iterable[int], *, since: datetime, but: Collection[str] = ()
) -> Iterator[tuple[int, int, datetime]]:
    """(record, person, moment) of what people did with many records after a moment, `but` for some kinds."""
    c = tables.event.c
    for part in portions(records):
        theirs = (c.form == form, c.record.in_(part), c.at > since, c.actor.is_not(None), c.kind.not_in(tuple(but)))
        yield from connection.execute(select(c.record, c.actor, c.at).where(*theirs).distinct())


def latest_of_kind(connection: Connection, kind: str, *, since: datetime, limit: int = 100) -> tuple[Event, ...]:
    """What happened of one kind, to any record, newest first."""
    event = tables.event
    query = choose(event, Event).where(event.c.kind == kind, event.c.at >= since)
    return read(connection, Event, query.order_by(event.c.at.desc(), event.c.id.desc()).limit(limit))


def forget_values(connection: Connection, form: str, record: int, fields: Collection[str]) -> int:
    """Take the values of some fields out of a record's history; that something was changed stays told."""
    event, changed = tables.event, 0
    mine = select(event.c.id, event.c.data).where(event.c.form == form, event.c.record == record)
    for id, data in connection.execute(mine).all():
        bare = {name: _without(value, fields) for name, value in (data or {}).items()}
        if bare != data:
            connection.execute(update(event).where(event.c.id == id).values(data=bare))
            changed += 1
    return changed


def _without(value: Any, fields: Collection[str]) -> Any:
    """Changes and values by field, without those of these fields."""
    if not isinstance(value, dict):
        return value
    return {name: [None, None] if name in fields and isinstance(one, list) else None if name in fields else one
            for name, one in value.items()}  # fmt: skip
