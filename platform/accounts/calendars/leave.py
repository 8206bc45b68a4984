"""Personal leave: when somebody is away, from a moment up to, not including, another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, delete, insert, select

from definitions import NotFound, Refused
from records import tables

MAX_DAYS = 3650


@dataclass(frozen=True)
class Leave:
    """One absence of one person."""

    id: int
    person: int
    starts_at: datetime
    ends_at: datetime
    reason: str = ""

    @property
    def window(self) -> tuple[datetime, datetime]:
        """Away and back."""
        return self.starts_at, self.ends_at


def whole_days(first: date, last: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From the first midnight of `first` to the end of `last`, as people mean leave in days."""
    starts = datetime.combine(first, time(), zone)
    return starts, datetime.combine(last + timedelta(days=1), time(), zone)


def add_leave(connection: Connection, person: int, window: tuple[datetime, datetime], reason: str = "") -> Leave:
    """Writes an absence; one that ends before it starts, or never, is refused."""
    starts, ends = window
    if ends <= starts:
        raise Refused("accounts.leave_reversed")
    if ends - starts > timedelta(days=MAX_DAYS):
        raise Refused("accounts.leave_too_long")
    row = {"person": person, "starts_at": starts, "ends_at": ends, "reason": reason.strip()[:200]}
    made = connection.execute(insert(tables.leave).values(row).returning(tables.leave.c.id)).scalar_one()
    return Leave(made, **row)


def cancel_leave(connection: Connection, leave: int) -> None:
    """Takes an absence back."""
    done = connection.execute(delete(tables.leave).where(tables.leave.c.id == leave))
    if not done.rowcount:
        raise NotFound("accounts.no_leave")


def leave_by_id(connection: Connection, leave: int) -> Leave:
    """One absence; NotFound when there is none."""
    row = connection.execute(select(tables.leave).where(tables.leave.c.id == leave)).first()
    if row is None:
        raise NotFound("accounts.no_leave")
    return Leave(*row)


def leave_of(connection: Connection, people: Iterable[int]) -> dict[int, tuple[Leave, ...]]:
    """The absences of each of these people, earliest first; everyone asked for is in the answer."""
    found: dict[int, list[Leave]] = {person: [] for person in people}
    c = tables.leave.c
    for row in connection.execute(select(tables.leave).where(c.person.in_(found)).order_by(c.starts_at, c.id)):
        found[row.person].append(Leave(*row))
    return {person: tuple(leaves) for person, leaves in found.items()}


def on_leave(connection: Connection, at: datetime) -> dict[int, Leave]:
    """Who is away at this moment, with the absence that ends last."""
    c = tables.leave.c
    away = select(tables.leave).where(c.starts_at <= at, c.ends_at > at).order_by(c.ends_at)
    return {row.person: Leave(*row) for row in connection.execute(away)}
