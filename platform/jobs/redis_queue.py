"""The one place that loads RQ and Redis, which an installation without them does not need."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from definitions import Refused

QUEUE = "leadwright"
# Work is given up by the outbox, not by RQ; this only ends what hangs, such as a connection nobody answers.
LONGEST_JOB = 3600


def queue_of(redis_url: str | None) -> Any:
    """The queue, with JSON instead of pickle: access to Redis must not be execution of code."""
    rq, connection = _rq(), _connection(redis_url)
    return rq.Queue(QUEUE, connection=connection, serializer=rq.serializers.JSONSerializer, default_timeout=LONGEST_JOB)


@dataclass
class Stop:
    """Whether this process was asked to end: a bare mark, for a signal comes whatever lock is held just then."""

    asked: bool = False


def worker_of(redis_url: str | None, stop: Stop | None = None) -> Any:
    """A worker that does one job after the other in its own process, and marks when it is asked to stop."""
    rq, stop = _rq(), stop or Stop()

    class Worker(rq.SimpleWorker):  # type: ignore[name-defined]
        """RQ hears a stop only while it waits or works, and returns alike from a stop and from a failure."""

        def serve(self) -> None:
            """Works until it is asked to stop, before RQ was ready for that or after, or until it fails."""
            with suppress(rq.exceptions.StopRequested):
                self.work(logging_level="WARNING")

        def request_stop(self, signum: Any, frame: Any) -> None:
            # RQ raises here where no job is in hand; should anything swallow that, its loop still finds the mark.
            stop.asked = self._stop_requested = True
            super().request_stop(signum, frame)

        def _install_signal_handlers(self) -> None:
            super()._install_signal_handlers()
            self._stop_requested = self._stop_requested or stop.asked

    return Worker([queue_of(redis_url)], connection=_connection(redis_url), serializer=rq.serializers.JSONSerializer)


def _connection(redis_url: str | None) -> Any:
    if not redis_url:
        raise Refused("jobs.no_redis")
    _rq()
    from redis import Redis

    return Redis.from_url(redis_url, health_check_interval=30, socket_keepalive=True)


def _rq() -> Any:
    try:
        import rq
        import rq.exceptions
        import rq.serializers
    except ImportError as missing:
        raise Refused("jobs.no_rq") from missing
    return rq
