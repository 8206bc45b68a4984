"""What happens when a timer falls due: handlers by kind, and the tick that fires all that are due, exactly once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import Connection

from accounts import SYSTEM, Work
from definitions import Catalog
from records import Database, LeaseLost, Timer, timers

from ..regrading.second_look import is_due as grade_is_due
from ..regrading.second_look import second_look
from .firing import HANDLERS, Firing, fire, fire_together, goes_together

__all__ = ["HANDLERS", "Firing", "Ticked", "fire", "is_due", "tick"]

BATCH = 100


@dataclass(frozen=True)
class Ticked:
    """What a tick did."""

    fired: int = 0
    failed: int = 0


def tick(database: Database, catalog: Catalog, now: datetime, *, most: int | None = None) -> Ticked:
    """Fire everything that is due, the longest due first; after a day of downtime too; then look again at grades.

    Timers that only tell go together, a portion in a transaction; each other takes effect in one of its own. So locks
    are held for a moment only, one that fails is put off and holds up nobody else, and whoever would get many notices
    gets one that counts them.
    """
    fired = failed = 0
    while most is None or fired + failed < most:
        with database.transaction() as connection:
            limit = BATCH if most is None else min(BATCH, most - fired - failed)
            due = timers.claim_due(connection, now, limit=limit)
        if not due:
            break
        for portion in _portions(due):
            missed = _fire_portion(database, catalog, now, portion)
            fired, failed = fired + len(portion) - missed, failed + missed
    left = None if most is None else max(0, most - fired - failed)
    return Ticked(fired + second_look(database, catalog, now, most=left), failed)


def is_due(connection: Connection, catalog: Catalog, now: datetime) -> bool:
    """Whether a tick would find anything to do."""
    return bool(timers.due(connection, now, limit=1)) or grade_is_due(connection, catalog, now)


def _portions(due: Sequence[Timer]) -> Iterator[Sequence[Timer]]:
    """In the order in which they are due: those that go together, and each other by itself."""
    for together, several in groupby(due, goes_together):
        portion = tuple(several)
        yield from [portion] if together else [(timer,) for timer in portion]


def _fire_portion(database: Database, catalog: Catalog, now: datetime, portion: Sequence[Timer]) -> int:
    """How many failed; where something goes wrong with several, each is fired alone, so that only one is held up."""
    if len(portion) > 1:
        try:
            with database.transaction() as connection:
                fire_together(Work(connection, catalog, SYSTEM, now), portion)
            return 0
        except Exception:  # whatever a handler raises is kept with its own timer below
            pass
    return sum(not _fire_alone(database, catalog, now, timer) for timer in portion)


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
