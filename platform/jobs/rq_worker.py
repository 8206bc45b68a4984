"""An RQ worker for the outbox, and what its jobs run."""

from __future__ import annotations

import signal
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from threading import Event

from publishing import Settings, Workspace

from .long_work import LongWorkThread, work_long
from .outbox_work import perform_one
from .redis_queue import Stop, queue_of, worker_of
from .relay import Relay, RelayThread
from .tick import tick

REST = 1.0  # seconds before a worker that lost Redis looks for it again
_opened: list[Workspace] = []


def work(workspace: Workspace, *, burst: bool = False, relay: bool = True) -> None:
    """Works until SIGTERM or Ctrl-C, after which the job in hand is finished; `burst` ends when nothing is due.

    One process does one job after the other, in itself: RQ's forking worker would open the database and read the
    configuration anew for every job, and fork beside the relay's thread. What a job's crash takes down is this
    process, which whoever supervises it starts again; the outbox gives such work up after ten attempts.
    """
    _opened[:] = [workspace]
    if burst:
        _until_nothing_is_due(workspace, relay=relay)
        return
    stop = _heard()
    feeder = RelayThread(workspace, queue_of(workspace.settings.redis_url), _now).start() if relay else None
    long_work = LongWorkThread(workspace, _now).start()
    try:
        _for_ever(workspace, stop)
    finally:
        long_work.stop()
        if feeder is not None:
            feeder.stop()


def perform_in_worker(rows: Sequence[int]) -> int:
    """What a job runs: the work behind outbox rows, each once; returns how much of it this worker did."""
    workspace = _workspace()
    return sum(perform_one(workspace, row, _now) for row in rows)


def _heard() -> Stop:
    """From now on a stop is marked: it may come before the first worker hears it, or between two of them."""
    stop = Stop()

    def ask(_signum: int, _frame: object) -> None:
        stop.asked = True

    signal.signal(signal.SIGTERM, ask)
    return stop


def _for_ever(workspace: Workspace, stop: Stop) -> None:
    """RQ ends a worker when Redis forgets it in the middle of a job; only a signal shall end ours."""
    while not stop.asked:
        worker_of(workspace.settings.redis_url, stop).serve()
        if not stop.asked:
            time.sleep(REST)


def _until_nothing_is_due(workspace: Workspace, *, relay: bool) -> None:
    feeder = Relay(workspace, queue_of(workspace.settings.redis_url), _now)
    while True:
        fired = tick(workspace, _now) if relay else 0
        handed = feeder.hand_over() if relay else 0
        asked = work_long(workspace, _now, Event())
        worker_of(workspace.settings.redis_url).work(burst=True, logging_level="WARNING")
        if not fired and not handed and not asked:
            return


def _workspace() -> Workspace:
    """The one that `work` was given; in a worker that RQ's own command started, the environment's."""
    if not _opened:
        _opened.append(Workspace(Settings.read()).open())
    return _opened[0]


def _now() -> datetime:
    return datetime.now(UTC)
