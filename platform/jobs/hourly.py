"""Once an hour: what stands still is counted, so that boards can tell of yesterday."""

from __future__ import annotations

from datetime import datetime, timedelta

from flows import board_memory
from publishing import Workspace

from .outbox_work import Clock

EVERY = timedelta(hours=1)


class Hourly:
    """Counts when an hour has begun; several processes may count, to the same effect."""

    def __init__(self, workspace: Workspace, clock: Clock) -> None:
        """The first time is the first that is asked."""
        self._workspace, self._clock = workspace, clock
        self._hour: datetime | None = None

    def remember(self) -> int:
        """Keeps this hour; says over how many forms, 0 where it is kept already."""
        now = self._clock()
        hour = board_memory.hour_of(now)
        if hour == self._hour:
            return 0
        self._hour = hour
        with self._workspace.database.transaction() as connection:
            return board_memory.remember(self._workspace.work(connection, None, now))
