"""Notifications: what a person should know, until they have read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update

from .engine.among import known_keys
from .engine.prepared import Prepared
from .engine.rows import choose, portions, read, values_of, write_many, write_once
from .tables import notification


@dataclass(frozen=True, slots=True)
class Notification:
    """One thing to know for one person; with a key it is given once."""

    person: int
    kind: str
    at: datetime
    form: str | None = None
    record: int | None = None
    data: dict[str, Any] = field(default_factory=dict)
    key: str | None = None
    read_at: datetime | None = None
    id: int = 0

    def said(self, part: str, language: str) -> str:
        """Its `title` or `body` in a language; as it was kept, where it was worded in no other."""
        return self.data.get("in", {}).get(language, self.data).get(part) or ""


def notify(connection: Connection, new: Notification) -> bool:
    """Give a notification; False when one with its key was given before."""
    return write_once(connection, notification, values_of(new), key=("key",))


def by_key(connection: Connection, key: str) -> Notification | None:
    """The notification that was given under a key."""
    found = _BY_KEY.read(connection, Notification, key=key)
    return found[0] if found else None


_BY_KEY = Prepared(choose(notification, Notification).where(notification.c.key == bindparam("key")))


def by_ids(connection: Connection, ids: Iterable[int | None]) -> tuple[Notification, ...]:
    """These notifications, as far as they are there."""
    wanted = [id for id in ids if id is not None]
    query = choose(notification, Notification)
    parts = (read(connection, Notification, query.where(notification.c.id.in_(part))) for part in portions(wanted))
    return tuple(one for part in parts for one in part)


def notify_many(connection: Connection, new: Iterable[Notification]) -> int:
    """Give many, each with a key of its own or none, and return how many were new."""
    wanted = tuple(new)
    known = known_keys(connection, notification, (one.key for one in wanted))
    return len(write_many(connection, notification, [one for one in wanted if one.key not in known]))


def of_person(
    connection: Connection, person: int, *, unread: bool = False, before: int | None = None, limit: int = 50
) -> tuple[Notification, ...]:
    """A person's notifications, the newest first; `before` is the id that an earlier page ends at."""
    query = choose(notification, Notification).where(notification.c.person == person)
    query = query if before is None else query.where(notification.c.id < before)
    if unread:
        query = query.where(notification.c.read_at.is_(None))
    return read(connection, Notification, query.order_by(notification.c.id.desc()).limit(limit))


def unread_count(connection: Connection, person: int) -> int:
    """How many a person has not read."""
    mine = (notification.c.person == person, notification.c.read_at.is_(None))
    return connection.execute(select(func.count()).select_from(notification).where(*mine)).scalar_one()


def mark_read(connection: Connection, person: int, now: datetime, *, ids: Iterable[int] | None = None) -> int:
    """Mark a person's notifications as read: all, or these; somebody else's are never touched."""
    mine = update(notification).where(notification.c.person == person, notification.c.read_at.is_(None))
    chosen = mine if ids is None else mine.where(notification.c.id.in_(tuple(ids)))
    return connection.execute(chosen.values(read_at=now)).rowcount


def mark_read_of(connection: Connection, person: int, form: str, record: int, now: datetime) -> int:
    """Mark what a person was told of one record as read: they have been there, or done what it asked."""
    mine = update(notification).where(notification.c.person == person, notification.c.read_at.is_(None))
    of_record = mine.where(notification.c.form == form, notification.c.record == record)
    return connection.execute(of_record.values(read_at=now)).rowcount


def has_unread_of(connection: Connection, person: int, form: str, record: int) -> bool:
    """Whether a person was told something of a record that they have not read."""
    return bool(_UNREAD_OF.read(connection, Notification, person=person, form=form, record=record))


_UNREAD_OF = Prepared(
    choose(notification, Notification)
    .where(notification.c.person == bindparam("person"), notification.c.read_at.is_(None))
    .where(notification.c.form == bindparam("form"), notification.c.record == bindparam("record"))
    .limit(1)
)


def mark_older_read(connection: Connection, before: datetime, now: datetime) -> int:
    """Mark everybody's notices from before a moment as read, and return how many were not."""
    old = update(notification).where(notification.c.read_at.is_(None), notification.c.at < before)
    return connection.execute(old.values(read_at=now)).rowcount
