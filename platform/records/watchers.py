"""Who wants to hear what becomes of a record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, Select, bindparam, delete, select

from .engine.among import Among
from .engine.rows import write_once
from .tables.talk import watcher


def add(connection: Connection, form: str, record: int, person: int, now: datetime) -> bool:
    """Let somebody watch; False when they do already."""
    values = {"form": form, "record": record, "person": person, "since": now}
    return write_once(connection, watcher, values, key=("form", "record", "person"))


def end(connection: Connection, form: str, record: int, person: int) -> bool:
    """End it; False when they did not."""
    c = watcher.c
    theirs = (c.form == form, c.record == record, c.person == person)
    return connection.execute(delete(watcher).where(*theirs)).rowcount > 0


def end_all(connection: Connection, person: int) -> int:
    """End all of somebody's watching; how many records that were."""
    return connection.execute(delete(watcher).where(watcher.c.person == person)).rowcount


def of_many(connection: Connection, form: str, records: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """Who watches each of these records, in the order in which they began; a record nobody watches is left out."""
    found: dict[int, tuple[int, ...]] = {}
    for record, person in _OF_MANY.all(connection, sorted(set(records)), form=form):
        found[record] = (*found.get(record, ()), person)
    return found


def watched_by(form: str, person: int | None) -> Select:
    """The records of a form that somebody watches, for a query to narrow to."""
    return select(watcher.c.record).where(watcher.c.form == form, watcher.c.person == person)


def watches_any(connection: Connection, form: str, person: int | None) -> bool:
    """Whether somebody watches a record of a form at all."""
    return connection.execute(watched_by(form, person).limit(1)).first() is not None


def of_record(connection: Connection, form: str, record: int) -> tuple[int, ...]:
    """Who watches a record."""
    return of_many(connection, form, (record,)).get(record, ())


_OF_MANY = Among(
    watcher.c.record,
    select(watcher.c.record, watcher.c.person).where(watcher.c.form == bindparam("form")).order_by(watcher.c.id),
)
