"""Submission through HTTP with everything on: rights, cleaning, duplicates, grade, route, tasks, timers, history."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from ..figures import Figure
from ..leads import Leads
from ..load import Ask, load
from ..server import bare, ours
from . import Place

JSON = {"Content-Type": "application/json"}


def measure(place: Place) -> Iterator[Figure]:
    """One client, then eight; each against the bare program on the same server."""
    ground, leads = place.empty(), Leads()
    bodies = [json.dumps(leads.typed_in()).encode() for _ in range(place.sizes.submissions + 40)]
    with bare(ground) as server:
        load(server.port, _asks("/", bodies[:20]), JSON)
        limit = load(server.port, _asks("/", bodies), JSON)
        limit_alone = load(server.port, _asks("/", bodies[: len(bodies) // 4]), JSON, clients=1)
    ground.fill(place.sizes.submissions)
    headers = {**JSON, "Authorization": f"Bearer {ground.token}"}
    with ours(ground) as server:
        _, warm, alone, many = _parts(bodies)
        load(server.port, _asks("/api/v1/records/lead", warm), headers)
        one = load(server.port, _asks("/api/v1/records/lead", alone), headers, clients=1)
        eight = load(server.port, _asks("/api/v1/records/lead", many), headers)
        memory = server.memory()
    yield Figure("create, 8 clients", "req/s", eight.per_second, limit.per_second, "bare Flask + jsonschema", "0.6 ×")
    yield Figure("create, 8 clients, p95", "ms", eight.p95, limit.p95, "bare Flask + jsonschema")
    yield Figure("create, 1 client", "req/s", one.per_second, limit_alone.per_second, "bare Flask + jsonschema")
    yield Figure("memory of two processes after it", "MiB", memory, aim="300 MiB")


def _asks(path: str, bodies: Sequence[bytes]) -> list[Ask]:
    return [Ask("POST", path, body, 201) for body in bodies]


def _parts(bodies: Sequence[bytes]) -> tuple[Sequence[bytes], ...]:
    """Some to warm up, a quarter for one client, the rest for eight; no body twice."""
    cut = 40 + (len(bodies) - 40) // 4
    return bodies[:0], bodies[:40], bodies[40:cut], bodies[cut:]
