"""With Redis: RQ carries the ids of outbox rows; the outbox itself stays the truth."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

import structlog

from definitions import Refused
from publishing import Settings, Workspace
from records import outbox

from .outbox_work import perform_one
from .tick import tick

log = structlog.get_logger("leadwright.jobs")
QUEUE = "leadwright"
# A row that was handed over but not done after this long is handed over again: Redis may have lost it.
AGAIN_AFTER = timedelta(minutes=2)
PAUSE = 1.0


class Relay:
    """Hands due outbox rows to RQ; a row in hand is not handed over twice, a lost one is."""

    def __init__(self, workspace: Workspace, queue: Any, clock: Callable[[], datetime]) -> None:
        """Takes the queue to fill."""
        self._workspace, self._queue, self._clock = workspace, queue, clock
        self._handed: dict[int, datetime] = {}

    def hand_over(self, *, limit: int = 200) -> int:
        """Enqueues what is due and returns how many; the job's id is the row's, so a double is refused by RQ."""
        now = self._clock()
        self._handed = {row: at for row, at in self._handed.items() if now - at < AGAIN_AFTER}
        with self._workspace.database.reading() as connection:
            due = outbox.due(connection, now, limit=limit)
        fresh = [row for row in due if row.id not in self._handed]
        for row in fresh:
            self._enqueue(row.id, row.attempts)
            self._handed[row.id] = now
        return len(fresh)

    def _enqueue(self, row: int, attempt: int) -> None:
        from rq.exceptions import DuplicateJobError

        try:
            job_id = f"outbox-{row}-{attempt}-{int(self._clock().timestamp()) // int(AGAIN_AFTER.total_seconds())}"
            self._queue.enqueue(perform_in_worker, row, job_id=job_id, unique=True, result_ttl=0, failure_ttl=86400)
        except DuplicateJobError:
            pass


def queue_of(redis_url: str) -> Any:
    """The queue, with JSON instead of pickle: access to Redis must not be execution of code."""
    redis, rq, serializers = _libraries()
    return rq.Queue(QUEUE, connection=redis.Redis.from_url(redis_url), serializer=serializers.JSONSerializer)


def work(workspace: Workspace, *, burst: bool = False) -> None:
    """Runs an RQ worker until it is stopped; `burst` ends when the queue is empty."""
    redis, rq, serializers = _libraries()
    url = _needed(workspace.settings)
    connection = redis.Redis.from_url(url)
    worker = rq.SimpleWorker([QUEUE], connection=connection, serializer=serializers.JSONSerializer)
    worker.work(burst=burst, logging_level="WARNING")


def relay_and_tick(workspace: Workspace, clock: Callable[[], datetime], stopped: Callable[[], bool]) -> None:
    """Fires timers and hands work over until `stopped` says so; several may run, leases keep them apart."""
    relay = Relay(workspace, queue_of(_needed(workspace.settings)), clock)
    while not stopped():
        try:
            busy = tick(workspace, clock) or relay.hand_over()
        except Exception:  # Redis or the database may be away for a while
            log.exception("handing work over failed")
            busy = 0
        if not busy:
            time.sleep(PAUSE)


def perform_in_worker(row: int) -> bool:
    """What a worker runs: the work behind an outbox row, once."""
    return perform_one(_worker_workspace(os.getpid()), row, lambda: datetime.now(UTC))


@lru_cache(maxsize=1)
def _worker_workspace(_process: int) -> Workspace:
    return Workspace(Settings.read()).open()


def _needed(settings: Settings) -> str:
    if not settings.redis_url:
        raise Refused("jobs.no_redis")
    return settings.redis_url


def _libraries() -> tuple[Any, Any, Any]:
    try:
        import redis
        import rq
        from rq import serializers
    except ImportError as missing:
        raise Refused("jobs.no_rq") from missing
    return redis, rq, serializers
