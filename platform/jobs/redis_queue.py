"""The one place that loads RQ and Redis, which an installation without them does not need."""

from __future__ import annotations

from typing import Any

from definitions import Refused

QUEUE = "leadwright"
# Work is given up by the outbox, not by RQ; this only ends what hangs, such as a connection nobody answers.
LONGEST_JOB = 3600


def queue_of(redis_url: str | None) -> Any:
    """The queue, with JSON instead of pickle: access to Redis must not be execution of code."""
    rq, connection = _rq(), _connection(redis_url)
    return rq.Queue(QUEUE, connection=connection, serializer=rq.serializers.JSONSerializer, default_timeout=LONGEST_JOB)


def worker_of(redis_url: str | None) -> Any:
    """A worker that does one job after the other in its own process, and remembers whether it was asked to stop."""
    rq = _rq()

    class Worker(rq.SimpleWorker):
        """RQ returns alike from a stop and from a failure; ours tells them apart."""

        was_asked_to_stop = False

        def request_stop(self, signum: Any, frame: Any) -> None:
            self.was_asked_to_stop = True
            super().request_stop(signum, frame)

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
        import rq.serializers
    except ImportError as missing:
        raise Refused("jobs.no_rq") from missing
    return rq
