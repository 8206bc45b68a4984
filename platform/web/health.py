"""What machines ask a server: is it well, and how busy."""

from __future__ import annotations

import time

from flask import Flask, Response, g, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest

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
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _start() -> None:
    g.started = time.perf_counter()


def _count(response: Response) -> Response:
    view = request.endpoint or "none"
    requests.labels(view, response.status_code).inc()
    if "started" in g:
        seconds.labels(view).observe(time.perf_counter() - g.started)
    return response
