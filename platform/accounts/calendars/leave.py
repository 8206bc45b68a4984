"""Personal leave: when somebody is away, from a moment up to, not including, another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from definitions import NotFound, Refused
from records import leaves, tables

from .. import people_version

Leave = leaves.Leave

MAX_DAYS = 3650
OLDEST, LATEST = 1970, 2200

_l = tables.leave.c
_leave = select(_l.person, _l.starts_at, _l.ends_at, _l.reason, _l.id)


def whole_days(first: date, last: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From the first midnight of `first` to the end of `last`, as people mean leave in days."""
    if first.year < OLDEST or last.year > LATEST:
        raise Refused("accounts.leave_too_long")
    starts = datetime.combine(first, time(), zone)
    return starts, datetime.combine(last + timedelta(days=1), time(), zone)


def add_leave(connection: Connection, person: int, window: tuple[datetime, datetime], reason: str = "") -> Leave:
    """Writes an absence; one that ends before it starts, or never, is refused."""
    starts, ends = window
    if ends <= starts:
        raise Refused("accounts.leave_reversed")
    if ends - starts > timedelta(days=MAX_DAYS):
        raise Refused("accounts.leave_too_long")
    people_version.moved(connection)
    leave = Leave(person, starts, ends, reason.strip()[:200])
    return replace(leave, id=leaves.add(connection, leave))


def cancel_leave(connection: Connection, leave: int) -> None:
    """Takes an absence back."""
    people_version.moved(connection)
    if not leaves.remove(connection, leave):
        raise NotFound("accounts.no_leave")


def leave_by_id(connection: Connection, leave: int) -> Leave:
    """One absence; NotFound when there is none."""
    row = connection.execute(_leave.where(_l.id == leave)).first()
    if row is None:
        raise NotFound("accounts.no_leave")
    return Leave(*row)


def leave_of(connection: Connection, people: Iterable[int]) -> dict[int, tuple[Leave, ...]]:
    """The absences of each of these people, earliest first; everyone asked for is in the answer."""
    found: dict[int, list[Leave]] = {person: [] for person in people}
    for row in connection.execute(_leave.where(_l.person.in_(found)).order_by(_l.starts_at, _l.id)):
        found[row.person].append(Leave(*row))
    return {person: tuple(absences) for person, absences in found.items()}


def on_leave(connection: Connection, at: datetime) -> dict[int, Leave]:
    """Who is away at this moment, with the absence that ends last."""
    away = _leave.where(_l.starts_at <= at, _l.ends_at > at).order_by(_l.ends_at)
    return {row.person: Leave(*row) for row in connection.execute(away)}
