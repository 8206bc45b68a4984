"""The tick: fires the timers that are due, in order, each once, looks again at grades that time changes, begins
the automations that time begins, and reads what alerts watch.
"""

from __future__ import annotations

import structlog

from definitions import Catalog
from flows import automations, timers
from publishing import Workspace
from records import timers as timer_rows
from reports import alerts

from .outbox_work import Clock

log = structlog.get_logger("leadwright.jobs")


def tick(workspace: Workspace, clock: Clock, *, limit: int | None = None) -> int:
    """Fires what is due now and returns how many timers, second looks and automations that were."""
    with workspace.database.reading() as connection:
        catalog = workspace.catalog(connection)
        due = timers.is_due(connection, catalog, clock())  # looking first spares everybody else the write lock
    begun = automations.sweep(workspace.database, catalog, clock())
    begun += alerts.sweep(workspace.database, catalog, clock())
    return begun + (_fire(workspace, catalog, clock, limit) if due else 0)


def _fire(workspace: Workspace, catalog: Catalog, clock: Clock, limit: int | None) -> int:
    ticked = timers.tick(workspace.database, catalog, clock(), most=limit)
    if ticked.failed:
        with workspace.database.reading() as connection:
            _warn(timer_rows.failing(connection, limit=ticked.failed))
    return ticked.fired


def _warn(failing: tuple[timer_rows.Timer, ...]) -> None:
    for timer in failing:
        about = {"kind": timer.kind, "form": timer.form, "record": timer.record}
        log.warning("timer failed", **about, attempts=timer.attempts, error=timer.error)
