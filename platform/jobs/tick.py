"""The tick: fires the timers that are due, in order, each once."""

from __future__ import annotations

import structlog

from flows import timers
from publishing import Workspace
from records import timers as timer_rows

from .outbox_work import Clock

log = structlog.get_logger("leadwright.jobs")


def tick(workspace: Workspace, clock: Clock, *, limit: int | None = None) -> int:
    """Fires what is due now and returns how many timers fired."""
    with workspace.database.reading() as connection:
        if not timer_rows.due(connection, clock(), limit=1):
            return 0  # looking first spares everybody else the write lock
        catalog = workspace.catalog(connection)
    ticked = timers.tick(workspace.database, catalog, clock(), most=limit)
    if ticked.failed:
        with workspace.database.reading() as connection:
            _warn(timer_rows.failing(connection, limit=ticked.failed))
    return ticked.fired


def _warn(failing: tuple[timer_rows.Timer, ...]) -> None:
    for timer in failing:
        about = {"kind": timer.kind, "form": timer.form, "record": timer.record}
        log.warning("timer failed", **about, attempts=timer.attempts, error=timer.error)
