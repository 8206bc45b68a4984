"""Without Redis: threads of the server drain the outbox and fire timers."""

from __future__ import annotations

import atexit
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Event, Thread

import structlog

from publishing import Workspace

from .hourly import Hourly
from .housekeeping import Housekeeping
from .long_work import work_long
from .outbox_work import Clock, drain
from .tick import tick

log = structlog.get_logger("leadwright.jobs")
PAUSE = 2.0  # seconds between two looks when there is nothing to do
FIRED_AT_ONCE = 200  # timers before the outbox gets its turn, and a stop is heard


class Background:
    """Threads that look for work until they are stopped; several of them, in any number of processes, share it.

    One does what stays in the house, one carries what leaves it, so that no timer waits for somebody's network, and
    one asks what takes long.
    """

    def __init__(self, workspace: Workspace, clock: Clock | None = None) -> None:
        """Prepares the threads; `start` begins."""
        self._workspace = workspace
        self._clock = clock or (lambda: datetime.now(UTC))
        self._housekeeping = Housekeeping(workspace, self._clock)
        self._hourly = Hourly(workspace, self._clock)
        self._stop = Event()
        loops = {"leadwright-jobs": self._inside, "leadwright-couriers": self._outside, "leadwright-long": self._long}
        self._threads = [Thread(target=self._run, args=(once,), name=name, daemon=True) for name, once in loops.items()]

    def start(self) -> Background:
        """Begins to look for work; the end of the process waits for what is in hand."""
        for thread in self._threads:
            thread.start()
        atexit.register(self.stop)
        return self

    def stop(self, seconds: float = 10.0) -> bool:
        """Finishes the work in hand and ends; False when that took longer than `seconds`."""
        self._stop.set()
        for thread in self._threads:
            thread.join(seconds)
        atexit.unregister(self.stop)
        return not self.is_running

    @property
    def is_running(self) -> bool:
        """Whether a thread is at work or waits for some."""
        return any(thread.is_alive() for thread in self._threads)

    def _run(self, once: Callable[[], int]) -> None:
        while not self._stop.is_set():
            if not self._tried(once):
                self._stop.wait(PAUSE)

    def _tried(self, once: Callable[[], int]) -> bool:
        try:
            return bool(once())
        except Exception:  # a locked or absent database now is no reason to give up for ever
            log.exception("looking for work failed")
            return False

    def _inside(self) -> int:
        fired = tick(self._workspace, self._clock, limit=FIRED_AT_ONCE)
        done = drain(self._workspace, self._clock, leaves=False)
        self._hourly.remember()
        self._housekeeping.sweep()
        return fired + done

    def _outside(self) -> int:
        return drain(self._workspace, self._clock, limit=1, leaves=True)

    def _long(self) -> int:
        return work_long(self._workspace, self._clock, self._stop)
