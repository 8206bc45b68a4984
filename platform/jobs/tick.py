"""The tick: fires the timers that are due, in order, each once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flows import timers
from publishing import Workspace


def tick(workspace: Workspace, clock: Callable[[], datetime], *, limit: int | None = None) -> int:
    """Fires what is due now and returns how many timers fired."""
    with workspace.database.reading() as connection:
        catalog = workspace.catalog(connection)
    return timers.tick(workspace.database, catalog, clock(), most=limit).fired
