"""One piece of work from the outbox: its effect and its mark are one transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache

import structlog

from definitions import Refused
from flows import perform as take_effect
from publishing import Workspace
from records import LeaseLost, OutboxRow, outbox

from .couriers import COURIERS, Courier
from .long_work import LONG
from .outside import Outside

log = structlog.get_logger("leadwright.jobs")
Clock = Callable[[], datetime]
# What is carried outside is held for longer than anything outside may take.
HOLD = timedelta(minutes=5)
# Kinds of work as the outbox tells them apart: all but the long, and what of that stays in the house.
SHORT = (LONG, False)
INSIDE = ((*COURIERS.names(), *LONG), False)


def drain(
    workspace: Workspace, clock: Clock, *, limit: int = 20, outside: Outside | None = None, leaves: bool | None = None
) -> int:
    """Claims what is due and does it, one transaction each; returns how much was done.

    `leaves` takes only the work that leaves the house, or only the work that does not; neither takes what is long.
    """
    kinds = SHORT if leaves is None else (tuple(COURIERS.names()), True) if leaves else INSIDE
    with workspace.database.reading() as connection:
        workspace.catalog(connection)  # what was published elsewhere is read here, not by who holds the write lock
        if not outbox.due(connection, clock(), limit=1, kinds=kinds):
            return 0  # looking first spares everybody else the write lock
    with workspace.database.transaction() as connection:
        claimed = outbox.claim(connection, clock(), limit=limit, kinds=kinds)
    return sum(perform(workspace, row, clock, outside=outside) for row in claimed)


def perform_one(workspace: Workspace, row: int, clock: Clock, *, outside: Outside | None = None) -> bool:
    """Does the work with this id if it is due and nobody holds it: for queues that carry ids."""
    with workspace.database.transaction() as connection:
        claimed = outbox.claim_one(connection, row, clock())
    return claimed is not None and perform(workspace, claimed, clock, outside=outside)


def perform(workspace: Workspace, row: OutboxRow, clock: Clock, *, outside: Outside | None = None) -> bool:
    """The effect and "done" in one transaction; a failure is kept with the row and tried again later."""
    courier = COURIERS.find(row.kind)
    try:
        if courier is not None:
            _carry(workspace, row, courier, clock, outside or _outside())
        else:
            _take_effect(workspace, row, clock)
        return True
    except LeaseLost:
        return False
    except Exception as error:  # whatever an action raises must not stop the others
        _keep(workspace, row, error, clock())
        return False


def _take_effect(workspace: Workspace, row: OutboxRow, clock: Clock) -> None:
    with workspace.database.transaction() as connection:
        outbox.hold(connection, row)
        take_effect(workspace.work(connection, None, clock()), row)
        outbox.finish(connection, row, clock())


def _carry(workspace: Workspace, row: OutboxRow, courier: Courier, clock: Clock, outside: Outside) -> None:
    """Prepared, carried, settled: the way outside lies between two transactions, and no database waits for it."""
    with workspace.database.transaction() as connection:
        outbox.hold(connection, row, until=clock() + HOLD)
        work = workspace.work(connection, None, clock())
        parcel = courier.prepare(work, row.payload, site=workspace.settings.site)
        if parcel is None:
            outbox.finish(connection, row, clock())
            return
    answer = courier.carry(parcel, outside)
    with workspace.database.transaction() as connection:
        outbox.hold(connection, row)
        courier.settle(workspace.work(connection, None, clock()), parcel, answer)
        outbox.finish(connection, row, clock())


@lru_cache(maxsize=1)
def _outside() -> Outside:
    return Outside()


def _keep(workspace: Workspace, row: OutboxRow, error: Exception, now: datetime) -> None:
    known = isinstance(error, Refused)
    log.warning("outbox work failed", row=row.id, kind=row.kind, attempts=row.attempts, exc_info=not known)
    with workspace.database.transaction() as connection:
        outbox.fail(connection, row, f"{type(error).__name__}: {error}", now)
