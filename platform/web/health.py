"""What machines ask a server: is it well, and how busy."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping

from flask import Flask, Response, g, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily

from records import deliveries, outbox

from .installation import installation

registry = CollectorRegistry()
requests = Counter("leadwright_requests", "Answers by view and status", ("view", "status"), registry=registry)
seconds = Histogram("leadwright_request_seconds", "Time to answer by view", ("view",), registry=registry)


def install(app: Flask) -> None:
    """`/healthz` asks the database; `/metrics` speaks Prometheus, to this machine only."""
    app.add_url_rule("/healthz", "healthz", _healthz)
    app.add_url_rule("/metrics", "metrics", _metrics)
    app.before_request(_start)
    app.after_request(_count)


def _healthz():
    with installation().workspace.database.reading() as connection:
        revision = installation().workspace.catalog(connection).revision
    return {"status": "ok", "revision": revision}


def _metrics():
    if request.remote_addr not in ("127.0.0.1", "::1"):
        return Response(status=404)
    with installation().workspace.database.reading() as connection:
        kept = CollectorRegistry(auto_describe=False)
        kept.register(Kept(deliveries.counts(connection), outbox.waiting(connection), len(outbox.failed(connection))))
    return Response(generate_latest(registry) + generate_latest(kept), content_type=CONTENT_TYPE_LATEST)


class Kept:
    """What the database counts, whichever process did it: deliveries by channel and state, work left to do."""

    def __init__(self, delivered: Mapping[tuple[str, str], int], waiting: int, failed: int) -> None:
        self._delivered, self._waiting, self._failed = delivered, waiting, failed

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """As Prometheus reads it."""
        labels = ("channel", "state")
        told = GaugeMetricFamily("leadwright_deliveries", "Deliveries by channel and state", labels=labels)
        for (channel, state), n in self._delivered.items():
            told.add_metric((channel, state), n)
        yield told
        yield GaugeMetricFamily("leadwright_outbox_waiting", "Outbox work that is not done yet", self._waiting)
        yield GaugeMetricFamily("leadwright_outbox_failed", "Outbox work that was given up", self._failed)


def _start() -> None:
    g.started = time.perf_counter()


def _count(response: Response) -> Response:
    view = request.endpoint or "none"
    requests.labels(view, response.status_code).inc()
    if "started" in g:
        seconds.labels(view).observe(time.perf_counter() - g.started)
    return response
