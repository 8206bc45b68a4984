"""What happens when a timer falls due: handlers by kind, and the tick that fires all that are due, exactly once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from accounts import SYSTEM, Work
from definitions import Catalog, Registry
from records import Database, LeaseLost, Timer, store, timers

from .crew import Crew
from .notices import Notice, tell
from .second_look import is_due as grade_is_due
from .second_look import second_look
from .subject import Subject, subject_of

BATCH = 50


@dataclass(frozen=True)
class Firing:
    """A timer that falls due, with the record it belongs to and the people it may concern."""

    timer: Timer
    subject: Subject
    crew: Crew


Handler = Callable[[Work, Firing], Sequence[Notice]]
HANDLERS: Registry[Handler] = Registry("timer handlers", "flows.timer_handlers")


@dataclass(frozen=True)
class Ticked:
    """What a tick did."""

    fired: int = 0
    failed: int = 0


def tick(database: Database, catalog: Catalog, now: datetime, *, most: int | None = None) -> Ticked:
    """Fire everything that is due, the longest due first; after a day of downtime too; then look again at grades.

    Each timer takes effect in a transaction of its own: locks are held for a moment only, one that fails is put off
    and holds up nobody else, and whoever would get many notices out of one tick gets one that counts them.
    """
    fired = failed = 0
    while most is None or fired + failed < most:
        with database.transaction() as connection:
            limit = BATCH if most is None else min(BATCH, most - fired - failed)
            due = timers.claim_due(connection, now, limit=limit)
        if not due:
            break
        for timer in due:
            took_effect = _fire_alone(database, catalog, now, timer)
            fired, failed = fired + took_effect, failed + (not took_effect)
    left = None if most is None else max(0, most - fired - failed)
    return Ticked(fired + second_look(database, catalog, now, most=left), failed)


def is_due(connection: Connection, catalog: Catalog, now: datetime) -> bool:
    """Whether a tick would find anything to do."""
    return bool(timers.due(connection, now, limit=1)) or grade_is_due(connection, catalog, now)


def fire(work: Work, timer: Timer) -> None:
    """Fire one timer that was claimed, in the transaction of its effect."""
    cause = f"tick {work.now.isoformat()}"
    tell(work, [replace(notice, cause=cause) for notice in _fire(work, timer, Crew(work))])


def _fire_alone(database: Database, catalog: Catalog, now: datetime, timer: Timer) -> bool:
    """False where it failed; what somebody else has taken over meanwhile is no failure."""
    try:
        with database.transaction() as connection:
            fire(Work(connection, catalog, SYSTEM, now), timer)
    except LeaseLost:
        return True
    except Exception as error:
        with database.transaction() as connection:
            timers.fail(connection, timer, f"{type(error).__name__}: {error}", now)
        return False
    return True


def _fire(work: Work, timer: Timer, crew: Crew) -> Sequence[Notice]:
    timers.finish(work.connection, timer, work.now)
    subject = _subject(work, timer)
    if subject is None or subject.row.trashed_at is not None:
        return ()
    handler = HANDLERS.find(timer.kind)
    if handler is None:
        raise LookupError(f"nobody handles timers of the kind {timer.kind!r}")
    return handler(work, Firing(timer, subject, crew))


def _subject(work: Work, timer: Timer) -> Subject | None:
    """The record; None where its form is no longer published, or the record is gone."""
    if work.catalog.find("form", timer.form) is None:
        return None
    from forms import table_of

    row = store.lock(work.connection, table_of(work.catalog, timer.form), timer.record)
    return subject_of(work, timer.form, row) if row is not None else None
