"""What was noticed about records from outside; rows are added, and the same key is kept once for a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Double,
    FromClause,
    Select,
    and_,
    bindparam,
    case,
    func,
    literal,
    select,
    update,
)

from .engine.prepared import Prepared, places, slots, spread
from .engine.rows import choose, portions, read, write_many
from .tables.behaviour import behaviour

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# What a moment, in microseconds since 1970, counts for, as SQL.
Each = Callable[[ColumnElement], ColumnElement]


@dataclass(frozen=True, slots=True)
class BehaviourRow:
    """One thing that somebody did: what, when, and where it was noticed; `key` names it for whoever tells it twice."""

    form: str
    record: int
    kind: str
    at: datetime
    noticed_at: datetime
    source: str | None = None
    data: dict[str, Any] = field(default_factory=dict)
    key: str | None = None
    moment: int = -1
    id: int = 0

    def __post_init__(self) -> None:
        """Both ways to keep the moment say the same."""
        object.__setattr__(self, "moment", micros(self.at))


@dataclass(frozen=True, slots=True)
class Done:
    """How often a record's people did one thing, when first and when last."""

    kind: str
    times: int
    first_at: datetime
    last_at: datetime


def micros(at: datetime) -> int:
    """A moment in microseconds since 1970."""
    return (at - EPOCH) // timedelta(microseconds=1)


def add_many(connection: Connection, new: Iterable[BehaviourRow]) -> Sequence[int]:
    """Keep many and return their ids; those with a known key are the caller's to leave out."""
    return write_many(connection, behaviour, new)


def known(connection: Connection, rows: Iterable[BehaviourRow]) -> frozenset[tuple[int, str]]:
    """(record, key) of those that are kept already; all rows are of one form."""
    named = [row for row in rows if row.key is not None]
    found: set[tuple[int, str]] = set()
    for part in portions(sorted({row.key for row in named})):
        theirs = and_(behaviour.c.form == named[0].form, behaviour.c.key.in_(part))
        records = behaviour.c.record.in_({row.record for row in named})
        found.update(connection.execute(select(behaviour.c.record, behaviour.c.key).where(theirs, records)))
    return frozenset(found)


def of_record(
    connection: Connection, form: str, record: int, *, kinds: Iterable[str] | None = None, limit: int = 100
) -> tuple[BehaviourRow, ...]:
    """A record's behaviours, the newest first."""
    query = choose(behaviour, BehaviourRow).where(behaviour.c.form == form, behaviour.c.record == record)
    if kinds is not None:
        query = query.where(behaviour.c.kind.in_(tuple(kinds)))
    return read(connection, BehaviourRow, query.order_by(behaviour.c.at.desc(), behaviour.c.id.desc()).limit(limit))


def summary(connection: Connection, form: str, record: int) -> tuple[Done, ...]:
    """Each kind of behaviour of a record with its count, the latest first."""
    last = func.max(behaviour.c.at)
    query = select(behaviour.c.kind, func.count(), func.min(behaviour.c.at), last)
    query = query.where(behaviour.c.form == form, behaviour.c.record == record).group_by(behaviour.c.kind)
    return tuple(Done(*row) for row in connection.execute(query.order_by(last.desc(), behaviour.c.kind)))


def done_until(connection: Connection, form: str, record: int, until: datetime) -> dict[str, Done]:
    """The same by kind, of what was noticed up to a moment."""
    last = func.max(behaviour.c.at)
    query = select(behaviour.c.kind, func.count(), func.min(behaviour.c.at), last).group_by(behaviour.c.kind)
    theirs = and_(behaviour.c.form == form, behaviour.c.record == record, behaviour.c.noticed_at <= until)
    return {row[0]: Done(*row) for row in connection.execute(query.where(theirs))}


def moments_of(
    connection: Connection, form: str, records: Iterable[int], kinds: Iterable[str] | None = None
) -> dict[int, dict[str, list[datetime]]]:
    """When records did what, by record and kind, each in order of time."""
    found: dict[int, dict[str, list[datetime]]] = {}
    for record, kind, at in _moments(connection, form, records, kinds):
        found.setdefault(record, {}).setdefault(kind, []).append(at)
    return found


def move(connection: Connection, form: str, record: int, to: int) -> int:
    """Give a record's behaviours to another one, such as when two are found to be the same; returns how many."""
    theirs = and_(behaviour.c.form == form, behaviour.c.record == record)
    known_there = select(behaviour.c.key).where(behaviour.c.form == form, behaviour.c.record == to)
    twice = and_(theirs, behaviour.c.key.in_(known_there.where(behaviour.c.key.is_not(None)).scalar_subquery()))
    connection.execute(behaviour.delete().where(twice))
    return connection.execute(update(behaviour).where(theirs).values(record=to)).rowcount


def count_column(
    form: str, record: ColumnElement, kinds: Sequence[str], now: datetime, *, within: timedelta | None = None
) -> ColumnElement:
    """How often a record's people did one of these things up to now, as a column of a query over its table."""
    return _until(_of(func.count(), form, record, kinds), now, within).scalar_subquery()


def last_column(form: str, record: ColumnElement, kinds: Sequence[str], now: datetime) -> ColumnElement:
    """When they last did one of these things, as a column."""
    return _until(_of(func.max(behaviour.c.at), form, record, kinds), now, None).scalar_subquery()


def sums(form: str, records: Select, wanted: Mapping[str, tuple[str, Each]], *, name: str) -> FromClause:
    """For each of these records what each kind comes to, where `Each` says what a moment counts for."""
    kinds = {kind for kind, _ in wanted.values()}
    columns = [
        func.sum(case((behaviour.c.kind == kind, each(behaviour.c.moment)), else_=literal(0.0, Double))).label(column)
        for column, (kind, each) in wanted.items()
    ]
    theirs = behaviour.c.form == form, behaviour.c.record.in_(records), behaviour.c.kind.in_(sorted(kinds))
    query = select(behaviour.c.record, *columns).where(*theirs).group_by(behaviour.c.record)
    return query.cte(name).prefix_with("MATERIALIZED")


def exists_clause(form: str, record: ColumnElement, kinds: Sequence[str] | None) -> ColumnElement[bool]:
    """Whether they did any of these things, or anything at all."""
    return _of(behaviour.c.id, form, record, kinds).exists()


def _of(what: ColumnElement, form: str, record: ColumnElement, kinds: Sequence[str] | None) -> Select:
    theirs = and_(behaviour.c.form == form, behaviour.c.record == record)
    theirs = theirs if kinds is None else and_(theirs, behaviour.c.kind.in_(tuple(kinds)))
    return select(what).where(theirs).correlate_except(behaviour)


def _until(query: Select, now: datetime, within: timedelta | None) -> Select:
    query = query.where(behaviour.c.at <= now)
    return query if within is None else query.where(behaviour.c.at > now - within)


def _moments(
    connection: Connection, form: str, records: Iterable[int], kinds: Iterable[str] | None
) -> Iterator[tuple[int, str, datetime]]:
    wanted = () if kinds is None else tuple(kinds)
    if kinds is not None and not wanted:
        return
    for part in portions(records):
        room = places(len(part))
        values = {**spread("record", part, room), **spread("kind", wanted, len(wanted)), "form": form}
        yield from _moments_of(room, len(wanted)).all(connection, **values)


@lru_cache(maxsize=64)
def _moments_of(records: int, kinds: int) -> Prepared:
    c = behaviour.c
    query: Select = select(c.record, c.kind, c.at)
    query = query.where(c.form == bindparam("form"), c.record.in_(slots(c.record, "record", records)))
    query = query.where(c.kind.in_(slots(c.kind, "kind", kinds))) if kinds else query
    return Prepared(query.order_by(c.record, c.kind, c.at))
