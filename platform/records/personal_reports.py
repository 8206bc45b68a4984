"""Reports and dashboards that people wrote for themselves: the text of each, and whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from .engine.rows import choose, read, read_one
from .tables.personal_report import personal_report

c = personal_report.c
REPORT = "report"


@dataclass(frozen=True, slots=True)
class PersonalReport:
    """One of them; with a `removed_at` it is gone, and can come back."""

    id: str
    person: int
    text: str
    made_at: datetime
    changed_at: datetime
    removed_at: datetime | None = None
    kind: str = REPORT


def keep(connection: Connection, report: PersonalReport) -> None:
    """Write a new one."""
    values = {name: getattr(report, name) for name in PersonalReport.__slots__}
    connection.execute(personal_report.insert(), values)


def find(connection: Connection, id: str) -> PersonalReport | None:
    """One of them, removed or not."""
    return read_one(connection, PersonalReport, choose(personal_report, PersonalReport).where(c.id == id))


def of_person(connection: Connection, person: int, *, kind: str = REPORT) -> tuple[PersonalReport, ...]:
    """Those of one person and of one kind, the oldest first."""
    mine = choose(personal_report, PersonalReport)
    mine = mine.where(c.person == person, c.kind == kind, c.removed_at.is_(None))
    return read(connection, PersonalReport, mine.order_by(c.made_at, c.id))


def change(connection: Connection, id: str, text: str, at: datetime) -> None:
    """Put another text in its place."""
    connection.execute(personal_report.update().where(c.id == id).values(text=text, changed_at=at))


def remove(connection: Connection, id: str, at: datetime | None) -> None:
    """Take it from the shelf; without a moment, put it back."""
    connection.execute(personal_report.update().where(c.id == id).values(removed_at=at))
