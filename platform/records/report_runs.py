"""Reports asked in the background: each from its asking to its answer, and the answer for as long as it is kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from .engine.rows import choose, read, read_one, write
from .tables import person as people
from .tables.report_run import report_run

WAITING, RUNNING, DONE, CANCELLED, FAILED, LOST = "waiting", "running", "done", "cancelled", "failed", "lost"
UNFINISHED = (WAITING, RUNNING)
c = report_run.c


@dataclass(frozen=True, slots=True)
class ReportRun:
    """One of them, without its answer."""

    report: str
    label: dict[str, str]
    person: int
    params: dict[str, Any]
    state: str
    asked_at: datetime
    began_at: datetime | None = None
    ended_at: datetime | None = None
    cancelled_at: datetime | None = None
    attempts: int = 0
    rows: int | None = None
    trouble: dict[str, Any] | None = field(default=None)
    statement: str | None = None
    id: int = 0

    @property
    def is_open(self) -> bool:
        """Whether its answer may still come."""
        return self.state in UNFINISHED


def add(connection: Connection, run: ReportRun) -> int:
    """Write a new one and return its number."""
    return write(connection, report_run, run)


def find(connection: Connection, id: int, *, lock: bool = False) -> ReportRun | None:
    """One of them, held until the transaction ends where `lock` says so."""
    query = choose(report_run, ReportRun).where(c.id == id)
    return read_one(connection, ReportRun, query.with_for_update() if lock else query)


def of_person(connection: Connection, person: int, *, limit: int = 50) -> tuple[ReportRun, ...]:
    """Those of one person, the newest first."""
    query = choose(report_run, ReportRun).where(c.person == person).order_by(c.id.desc())
    return read(connection, ReportRun, query.limit(limit))


def in_turn(connection: Connection, person: int) -> None:
    """Let one person's asking happen one after the other, until the transaction ends."""
    connection.execute(select(people.c.id).where(people.c.id == person).with_for_update())


def open_of(connection: Connection, person: int) -> tuple[ReportRun, ...]:
    """Those of one person whose answer may still come."""
    query = choose(report_run, ReportRun).where(c.person == person, c.state.in_(UNFINISHED))
    return read(connection, ReportRun, query.order_by(c.id))


def change(connection: Connection, id: int, **values: Any) -> None:
    """Write what has become of it; the answer is one of the values."""
    connection.execute(report_run.update().where(c.id == id).values(**values))


def answer_of(connection: Connection, id: int) -> dict[str, Any] | None:
    """What it came to."""
    return connection.execute(select(c.answer).where(c.id == id)).scalar()


def is_cancelled(connection: Connection, id: int) -> bool:
    """Whether somebody asked for it to stop; one that is gone has stopped, too."""
    row = connection.execute(select(c.cancelled_at).where(c.id == id)).first()
    return row is None or row.cancelled_at is not None


def seconds_last(connection: Connection, report: str) -> float | None:
    """How long the report took the last time that it was answered in the background."""
    query = select(c.began_at, c.ended_at).where(c.report == report, c.state == DONE)
    row = connection.execute(query.order_by(c.id.desc()).limit(1)).first()
    return None if row is None else (row.ended_at - row.began_at).total_seconds()


def forget(connection: Connection, before: datetime) -> int:
    """Take away those that ended before a moment, with their answers."""
    return connection.execute(report_run.delete().where(c.ended_at < before)).rowcount


def open_count(connection: Connection) -> int:
    """How many may still be answered."""
    return connection.execute(select(func.count()).where(c.state.in_(UNFINISHED))).scalar_one()
