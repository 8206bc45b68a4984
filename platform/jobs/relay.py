"""With Redis: due outbox rows are handed to RQ by id; the outbox itself stays the truth."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from threading import Event, Thread
from typing import Any

import structlog

from publishing import Workspace
from records import outbox

from .hourly import Hourly
from .housekeeping import Housekeeping
from .outbox_work import SHORT, Clock
from .tick import tick

log = structlog.get_logger("leadwright.jobs")
PERFORM = "jobs.rq_worker.perform_in_worker"
# Whoever took a row from the queue and did not claim it by then has died; it is handed over again.
AGAIN_AFTER = timedelta(minutes=2)
# A job costs RQ some milliseconds, whatever is in it; a piece of work is mostly less.
ROWS_IN_A_JOB = 20
MEMORY = "leadwright:memory"  # a key that goes when Redis forgets everything
PAUSE = 0.5


class Relay:
    """Hands due rows over; what is handed over twice all the same is claimed, and so done, once."""

    def __init__(self, workspace: Workspace, queue: Any, clock: Clock) -> None:
        """Takes the queue to fill."""
        self._workspace, self._queue, self._clock = workspace, queue, clock
        self._handed: dict[int, datetime] = {}
        self._memory: bytes | None = None

    def hand_over(self, *, limit: int = 1000) -> int:
        """Enqueues what is due and not on its way, and returns how many rows that were."""
        now = self._clock()
        self._forget(now)
        with self._workspace.database.reading() as connection:
            due = [row.id for row in outbox.due(connection, now, limit=limit, kinds=SHORT)]
        fresh = [row for row in due if row not in self._handed]
        for start in range(0, len(fresh), ROWS_IN_A_JOB):
            self._enqueue(fresh[start : start + ROWS_IN_A_JOB], now)
        return len(fresh)

    def _enqueue(self, rows: Sequence[int], now: datetime) -> None:
        self._queue.enqueue(PERFORM, list(rows), result_ttl=0, failure_ttl=86400)
        self._handed |= dict.fromkeys(rows, now)

    def _forget(self, now: datetime) -> None:
        """Rows that were handed over long ago are free again; all of them, when Redis lost its memory."""
        redis = self._queue.connection
        redis.set(MEMORY, secrets.token_hex(8), nx=True)
        memory = redis.get(MEMORY)
        if memory != self._memory:
            self._memory, self._handed = memory, {}
        self._handed = {row: at for row, at in self._handed.items() if now - at < AGAIN_AFTER}


class RelayThread:
    """Fires timers and hands work over, beside a worker, until it is stopped; several may run at once."""

    def __init__(self, workspace: Workspace, queue: Any, clock: Clock) -> None:
        """Prepares the thread; `start` begins."""
        self._relay = Relay(workspace, queue, clock)
        self._workspace, self._clock = workspace, clock
        self._housekeeping = Housekeeping(workspace, clock)
        self._hourly = Hourly(workspace, clock)
        self._stop = Event()
        self._thread = Thread(target=self._run, name="leadwright-relay", daemon=True)

    def start(self) -> RelayThread:
        """Begins."""
        self._thread.start()
        return self

    def stop(self, seconds: float = 10.0) -> None:
        """Ends after the look in hand."""
        self._stop.set()
        self._thread.join(seconds)

    def _run(self) -> None:
        while not self._stop.is_set():
            if not self._once():
                self._stop.wait(PAUSE)

    def _once(self) -> bool:
        try:
            fired = tick(self._workspace, self._clock, limit=200)
            handed = self._relay.hand_over()
            self._hourly.remember()
            self._housekeeping.sweep()
            return bool(fired or handed)
        except Exception:  # Redis or the database may be away for a while
            log.exception("handing work over failed")
            return False
