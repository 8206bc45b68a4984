"""One piece of work from the outbox: its effect and its mark are one transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import structlog

from definitions import Refused
from flows import perform as take_effect
from publishing import Workspace
from records import LeaseLost, OutboxRow, outbox

log = structlog.get_logger("leadwright.jobs")
Clock = Callable[[], datetime]


def drain(workspace: Workspace, clock: Clock, *, limit: int = 20) -> int:
    """Claims what is due and does it, one transaction each; returns how much was done."""
    with workspace.database.reading() as connection:
        if not outbox.due(connection, clock(), limit=1):
            return 0  # looking first spares everybody else the write lock
    with workspace.database.transaction() as connection:
        claimed = outbox.claim(connection, clock(), limit=limit)
    return sum(perform(workspace, row, clock) for row in claimed)


def perform_one(workspace: Workspace, row: int, clock: Clock) -> bool:
    """Does the work with this id if it is due and nobody holds it: for queues that carry ids."""
    with workspace.database.transaction() as connection:
        claimed = outbox.claim_one(connection, row, clock())
    return claimed is not None and perform(workspace, claimed, clock)


def perform(workspace: Workspace, row: OutboxRow, clock: Clock) -> bool:
    """The effect and "done" in one transaction; a failure is kept with the row and tried again later."""
    try:
        with workspace.database.transaction() as connection:
            outbox.hold(connection, row)
            take_effect(workspace.work(connection, None, clock()), row)
            outbox.finish(connection, row, clock())
        return True
    except LeaseLost:
        return False
    except Exception as error:  # whatever an action raises must not stop the others
        _keep(workspace, row, error, clock())
        return False


def _keep(workspace: Workspace, row: OutboxRow, error: Exception, now: datetime) -> None:
    known = isinstance(error, Refused)
    log.warning("outbox work failed", row=row.id, kind=row.kind, attempts=row.attempts, exc_info=not known)
    with workspace.database.transaction() as connection:
        outbox.fail(connection, row, f"{type(error).__name__}: {error}", now)
