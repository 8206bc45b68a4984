"""The tick: fires the timers that are due, in order, each once."""

from __future__ import annotations

from flows import timers
from publishing import Workspace
from records import timers as timer_rows

from .outbox_work import Clock


def tick(workspace: Workspace, clock: Clock, *, limit: int | None = None) -> int:
    """Fires what is due now and returns how many timers fired."""
    with workspace.database.reading() as connection:
        if not timer_rows.due(connection, clock(), limit=1):
            return 0  # looking first spares everybody else the write lock
        catalog = workspace.catalog(connection)
    return timers.tick(workspace.database, catalog, clock(), most=limit).fired
