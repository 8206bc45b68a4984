"""What shall happen at a moment: started with its cause, fired once however many workers watch the clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    true,
    tuple_,
    update,
)

from .engine import leases
from .engine.among import known_keys, one_of
from .engine.bulk import update_many
from .engine.leases import LEASE
from .engine.prepared import Prepared
from .engine.rows import choose, insert_in, portions, read, read_one, values_of, write_many
from .tables import timer

_MOVES = ("due_at", "limit_at", "person", "counted_from", "within", "data", "paused_at")


@dataclass(frozen=True, slots=True)
class Timer:
    """A moment to come for a record; the key is unique, so that one cause starts one timer.

    One that counts says on whose calendar (`person`; nobody's is the house's), since when, and how long to the limit:
    so it can be reckoned again when a calendar, a leave or the owner changes.
    """

    form: str
    record: int
    kind: str
    key: str
    due_at: datetime
    started_at: datetime
    data: dict[str, Any] = field(default_factory=dict)
    id: int = 0
    attempts: int = 0
    error: str | None = None
    paused_at: datetime | None = None
    person: int | None = None
    counted_from: datetime | None = None
    within: str | None = None
    limit_at: datetime | None = None


def start(connection: Connection, new: Timer) -> bool:
    """Start a timer, or one that was cancelled again; False when its key is running or has fired."""
    return _start_in(connection.dialect.name).first(connection, **values_of(new)) is not None


def start_many(connection: Connection, new: Iterable[Timer]) -> int:
    """Start many timers, each with a key of its own, and return how many were not running."""
    wanted = tuple(new)
    known = known_keys(connection, timer, (one.key for one in wanted))
    fresh = [one for one in wanted if one.key not in known]
    write_many(connection, timer, fresh)
    return len(fresh) + sum(start(connection, one) for one in wanted if one.key in known)


def start_fresh(connection: Connection, new: Iterable[Timer]) -> None:
    """Start timers whose keys nobody can have had yet, such as those of a record that has just come in."""
    write_many(connection, timer, new)


def keep_moved(connection: Connection, moved: Sequence[Timer]) -> None:
    """Write down timers that were read and reckoned anew; a worker that holds one already loses its lease."""
    update_many(connection, timer, [_moved(one) for one in moved])


def belong_to(connection: Connection, prefix: str, person: int | None, *, of: tuple[str, int]) -> None:
    """Let a record's running timers whose keys begin like this count on somebody else's calendar from now on."""
    theirs = and_(_of(*of, None), _open(), timer.c.key.startswith(prefix, autoescape=True))
    connection.execute(update(timer).where(theirs).values(person=person))


def cancel(connection: Connection, key: str, now: datetime) -> bool:
    """Stop one timer; False when it is not running."""
    return _STOP_ONE.run(connection, named=key, cancelled_at=now) == 1


def cancel_prefix(connection: Connection, prefix: str, now: datetime, *, of: tuple[str, int] | None = None) -> int:
    """Stop every timer whose key begins like this; `of` names the record they belong to, whose few are found fast."""
    begins = _beginning(prefix)
    if of is None:
        return _STOP_LIKE.run(connection, begins=begins, cancelled_at=now)
    form, record = of
    return _STOP_OF_LIKE.run(connection, begins=begins, of_form=form, of_record=record, cancelled_at=now)


def cancel_of(
    connection: Connection,
    form: str,
    record: int,
    now: datetime,
    *,
    kinds: Iterable[str] | None = None,
    but: Iterable[str] = (),
) -> int:
    """Stop a record's timers: all of them, those of some kinds, or all but some."""
    stop = _stop_of(None if kinds is None else tuple(kinds), tuple(but))
    return stop.run(connection, of_form=form, of_record=record, cancelled_at=now)


def cancel_of_many(
    connection: Connection, form: str, records: Iterable[int], now: datetime, *, kinds: Iterable[str] | None = None
) -> int:
    """Stop the timers of many records: all of them, or those of some kinds."""
    only = true() if kinds is None else timer.c.kind.in_(tuple(kinds))
    each = (and_(timer.c.form == form, timer.c.record.in_(part), only) for part in portions(records))
    return sum(_stop(connection, theirs, now) for theirs in each)


def pause(connection: Connection, form: str, record: int, now: datetime, *, kinds: Iterable[str] | None = None) -> int:
    """Hold a record's timers; they fire no more until they are resumed."""
    held = update(timer).where(_of(form, record, kinds), _open(), timer.c.paused_at.is_(None))
    return connection.execute(held.values(paused_at=now, lease_until=None, attempts=timer.c.attempts + 1)).rowcount


def due(connection: Connection, now: datetime, *, limit: int = 100) -> tuple[Timer, ...]:
    """What could be claimed now, without claiming it."""
    ready = and_(_running(), timer.c.due_at <= now, leases.free(timer, now))
    return read(connection, Timer, choose(timer, Timer).where(ready).order_by(timer.c.due_at, timer.c.id).limit(limit))


def claim_due(connection: Connection, now: datetime, *, lease: timedelta = LEASE, limit: int = 50) -> tuple[Timer, ...]:
    """Take timers that are due, the longest due first, for as long as the lease lasts."""
    return leases.claim(connection, timer, Timer, _running(), now=now, lease=lease, limit=limit)


def finish(connection: Connection, fired: Timer, now: datetime) -> None:
    """Mark as fired, in the same transaction as the effect; LeaseLost when it was cancelled, moved or taken over."""
    leases.finish(connection, timer, fired, {"fired_at": now}, _running())


def finish_many(connection: Connection, fired: Sequence[Timer], now: datetime) -> frozenset[int]:
    """The same for many at once; the ids of those that were still this worker's."""
    ours: set[int] = set()
    for part in portions(fired):
        mine = tuple_(timer.c.id, timer.c.attempts).in_([(one.id, one.attempts) for one in part])
        marked = update(timer).where(mine, _running()).values(fired_at=now, lease_until=None, error=None)
        ours.update(connection.scalars(marked.returning(timer.c.id)))
    return frozenset(ours)


def fail(connection: Connection, failed: Timer, error: str, now: datetime) -> None:
    """Keep the error and fire again later: after 10 s, 20 s, 40 s … up to an hour; a timer is never given up."""
    leases.put_off(connection, timer, failed, error, now + leases.pause_after(failed.attempts))


def failing(connection: Connection, *, limit: int = 100) -> tuple[Timer, ...]:
    """Timers that were due and could not fire, for somebody to look at."""
    troubled = choose(timer, Timer).where(_open(), timer.c.error.is_not(None))
    return read(connection, Timer, troubled.order_by(timer.c.due_at, timer.c.id).limit(limit))


def get(connection: Connection, key: str) -> Timer | None:
    """The running timer with this key."""
    return read_one(connection, Timer, choose(timer, Timer).where(timer.c.key == key, _open()))


def running_of(connection: Connection, form: str, record: int) -> tuple[Timer, ...]:
    """A record's running and paused timers, the next first."""
    query = choose(timer, Timer).where(_of(form, record, None), _open())
    return read(connection, Timer, query.order_by(timer.c.due_at, timer.c.id))


def counting_for(
    connection: Connection, people: Iterable[int | None] | None, now: datetime, *, after: int = 0, limit: int = 1000
) -> tuple[Timer, ...]:
    """Running timers on the calendars of some people (None: the house's), or on anybody's, in order, and held.

    What is due already is left to those who fire it.
    """
    query = choose(timer, Timer).where(_running(), timer.c.due_at > now, timer.c.id > after)
    if people is not None:
        known = {person for person in people if person is not None}
        theirs = timer.c.person.in_(known)
        query = query.where(or_(theirs, timer.c.person.is_(None)) if None in set(people) else theirs)
    return read(connection, Timer, query.order_by(timer.c.id).limit(limit).with_for_update())


def running_of_many(
    connection: Connection,
    form: str,
    records: Iterable[int],
    *,
    kinds: Iterable[str] | None = None,
    held: bool = False,
) -> tuple[Timer, ...]:
    """The running timers of many records, with `held` those that stand still too; kept until the transaction ends."""
    found: list[Timer] = []
    for part in portions(records):
        theirs = and_(timer.c.form == form, timer.c.record.in_(part), _open() if held else _running())
        theirs = theirs if kinds is None else and_(theirs, timer.c.kind.in_(tuple(kinds)))
        found += read(connection, Timer, choose(timer, Timer).where(theirs).order_by(timer.c.id).with_for_update())
    return tuple(found)


def running_keys(connection: Connection, form: str, records: Iterable[int]) -> dict[int, list[str]]:
    """The keys of many records' running and paused timers, by record."""
    found: dict[int, list[str]] = {}
    for part in portions(records):
        theirs = select(timer.c.record, timer.c.key).where(timer.c.form == form, timer.c.record.in_(part), _open())
        for record, key in connection.execute(theirs.order_by(timer.c.due_at, timer.c.id)):
            found.setdefault(record, []).append(key)
    return found


def next_due_at(connection: Connection) -> datetime | None:
    """When a timer falls due next, so that a worker knows how long it may sleep."""
    return connection.execute(select(func.min(timer.c.due_at)).where(_running())).scalar()


def _moved(one: Timer) -> dict[str, Any]:
    lost = {"id": one.id, "attempts": one.attempts + 1, "lease_until": None}
    return lost | {name: getattr(one, name) for name in _MOVES}


def _open() -> ColumnElement[bool]:
    return and_(timer.c.fired_at.is_(None), timer.c.cancelled_at.is_(None))


def _running() -> ColumnElement[bool]:
    return and_(_open(), timer.c.paused_at.is_(None))


def _of(form: str, record: int, kinds: Iterable[str] | None) -> ColumnElement[bool]:
    theirs = and_(timer.c.form == form, timer.c.record == record)
    return theirs if kinds is None else and_(theirs, timer.c.kind.in_(tuple(kinds)))


def _stop(connection: Connection, which: ColumnElement[bool], now: datetime) -> int:
    stopped = update(timer).where(which, _open()).values(cancelled_at=now, lease_until=None)
    return connection.execute(stopped).rowcount


@lru_cache(maxsize=4)
def _start_in(dialect: str) -> Prepared:
    names = tuple(field.name for field in fields(Timer) if field.name != "id")
    insert = insert_in(dialect)(timer)
    again = {name: insert.excluded[name] for name in names if name not in ("key", "attempts")}
    again |= {"cancelled_at": None, "lease_until": None, "error": None, "paused_at": None}
    again["attempts"] = timer.c.attempts + 1
    restart = and_(timer.c.cancelled_at.is_not(None), timer.c.fired_at.is_(None))
    started = insert.on_conflict_do_update(index_elements=["key"], set_=again, where=restart)
    return Prepared(started.returning(literal_column("1").label("one")), names)


def _prepared_stop(*which: ColumnElement[bool]) -> Prepared:
    return Prepared(update(timer).where(*which, _open()).values(lease_until=None), ("cancelled_at",))


_OF_ONE = and_(timer.c.form == bindparam("of_form"), timer.c.record == bindparam("of_record"))
_BEGINS = timer.c.key.like(bindparam("begins"), escape="/")
_STOP_ONE = _prepared_stop(timer.c.key == bindparam("named"))
_STOP_LIKE = _prepared_stop(_BEGINS)
_STOP_OF_LIKE = _prepared_stop(_OF_ONE, _BEGINS)


@lru_cache(maxsize=64)
def _stop_of(kinds: tuple[str, ...] | None, but: tuple[str, ...]) -> Prepared:
    only = () if kinds is None else (one_of(timer.c.kind, kinds),)
    return _prepared_stop(_OF_ONE, *only, *(timer.c.kind != kind for kind in but))


def _beginning(prefix: str) -> str:
    """A pattern for keys that begin like this, whatever signs are in it."""
    return prefix.replace("/", "//").replace("%", "/%").replace("_", "/_") + "%"
