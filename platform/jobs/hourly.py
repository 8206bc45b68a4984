"""Once an hour, the first time at the start: boards count what stands still, and upgrades leave what is to be done."""

from __future__ import annotations

from datetime import datetime, timedelta

from flows import board_memory, duplicates, rekeying
from publishing import Workspace

from .outbox_work import Clock

EVERY = timedelta(hours=1)


class Hourly:
    """Looks when an hour has begun; several processes may look, to the same effect."""

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
            work = self._workspace.work(connection, None, now)
            upgraded = rekeying.renew_stale(work) + duplicates.ask_about_old_flags(work)
            return board_memory.remember(work) + upgraded
