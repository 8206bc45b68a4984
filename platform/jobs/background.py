"""Without Redis: a thread of the server drains the outbox and fires timers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from threading import Event, Thread

import structlog

from publishing import Workspace

from .outbox_work import drain
from .tick import tick

log = structlog.get_logger("leadwright.jobs")
PAUSE = 2.0  # seconds between two looks when there is nothing to do


class Background:
    """A thread that looks for work until it is stopped; several of them share the work by leases."""

    def __init__(self, workspace: Workspace, clock: Callable[[], datetime] | None = None) -> None:
        """Prepares the thread; `start` begins."""
        self._workspace = workspace
        self._clock = clock or (lambda: datetime.now(UTC))
        self._stop = Event()
        self._thread = Thread(target=self._run, name="leadwright-jobs", daemon=True)

    def start(self) -> Background:
        """Begins to look for work."""
        self._thread.start()
        return self

    def stop(self, seconds: float = 10.0) -> None:
        """Finishes the piece of work in hand and ends."""
        self._stop.set()
        self._thread.join(seconds)

    def _run(self) -> None:
        while not self._stop.is_set():
            if not self._once():
                self._stop.wait(PAUSE)

    def _once(self) -> bool:
        try:
            fired = tick(self._workspace, self._clock)
            return bool(drain(self._workspace, self._clock) or fired)
        except Exception:  # a locked or absent database now is no reason to give up for ever
            log.exception("looking for work failed")
            return False
