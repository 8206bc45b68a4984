"""Without Redis: a thread of the server drains the outbox and fires timers."""

from __future__ import annotations

import atexit
from datetime import UTC, datetime
from threading import Event, Thread

import structlog

from publishing import Workspace

from .housekeeping import Housekeeping
from .outbox_work import Clock, drain
from .tick import tick

log = structlog.get_logger("leadwright.jobs")
PAUSE = 2.0  # seconds between two looks when there is nothing to do
FIRED_AT_ONCE = 200  # timers before the outbox gets its turn, and a stop is heard


class Background:
    """A thread that looks for work until it is stopped; several of them, in any number of processes, share it."""

    def __init__(self, workspace: Workspace, clock: Clock | None = None) -> None:
        """Prepares the thread; `start` begins."""
        self._workspace = workspace
        self._clock = clock or (lambda: datetime.now(UTC))
        self._housekeeping = Housekeeping(workspace, self._clock)
        self._stop = Event()
        self._thread = Thread(target=self._run, name="leadwright-jobs", daemon=True)

    def start(self) -> Background:
        """Begins to look for work; the end of the process waits for what is in hand."""
        self._thread.start()
        atexit.register(self.stop)
        return self

    def stop(self, seconds: float = 10.0) -> bool:
        """Finishes the work in hand and ends; False when that took longer than `seconds`."""
        self._stop.set()
        self._thread.join(seconds)
        atexit.unregister(self.stop)
        return not self.is_running

    @property
    def is_running(self) -> bool:
        """Whether the thread is at work or waits for some."""
        return self._thread.is_alive()

    def _run(self) -> None:
        while not self._stop.is_set():
            if not self._once():
                self._stop.wait(PAUSE)

    def _once(self) -> bool:
        try:
            fired = tick(self._workspace, self._clock, limit=FIRED_AT_ONCE)
            done = drain(self._workspace, self._clock)
            self._housekeeping.sweep()
            return bool(fired or done)
        except Exception:  # a locked or absent database now is no reason to give up for ever
            log.exception("looking for work failed")
            return False
