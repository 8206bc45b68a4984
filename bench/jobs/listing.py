"""A page of a list: filter, order, count, rights, cells, through HTTP."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from random import Random
from urllib.parse import quote

from ..figures import Figure
from ..ground import Ground
from ..load import Ask, load
from ..server import ours
from . import Place

PER_PAGE = 80
SORTS = ("-created_at", "next_due_at", "-id")
COLUMNS = "id, number, f_company, f_contact, f_phone, f_source, f_budget, grade, score, stage, owner, next_due_at"


def measure(place: Place) -> Iterator[Figure]:
    """Open records, three orders, the first twenty pages."""
    ground, random = place.filled(place.sizes.listed), Random(7)
    wanted = [(random.choice(SORTS[:2]), random.randint(1, 20)) for _ in range(place.sizes.pages)]
    limit = _bare(ground, wanted[:200])
    headers = {"Authorization": f"Bearer {ground.token}"}
    asks = [Ask("GET", _path(sort, page)) for sort, page in wanted]
    with ours(ground) as server:
        load(server.port, asks[:40], headers)
        one = load(server.port, asks[: max(len(asks) // 4, 10)], headers, clients=1)
        eight = load(server.port, asks, headers)
        memory = server.memory()
    yield Figure(f"{PER_PAGE} rows, 1 client, median", "ms", one.median, limit, "its two statements")
    yield Figure(
        f"{PER_PAGE} rows, 8 clients", "req/s", eight.per_second, 1000 / limit, "its two statements", "200 req/s"
    )
    yield Figure(f"{PER_PAGE} rows, 8 clients, p95", "ms", eight.p95, aim="60 ms")
    yield Figure("memory of two processes after it", "MiB", memory, aim="300 MiB")


def _path(sort: str, page: int) -> str:
    where = quote("outcome = 'open'")
    return f"/api/v1/records/lead?where={where}&sort={sort}&page={page}&per_page={PER_PAGE}"


def _bare(ground: Ground, wanted: list[tuple[str, int]]) -> float:
    """The median time of page and bounded count as one would write them, in milliseconds."""
    times = []
    where = "FROM r_lead WHERE outcome = 'open' AND trashed_at IS NULL"
    with ground.database.reading() as connection:
        for sort, page in wanted:
            order = f"{sort.removeprefix('-')} {'DESC' if sort.startswith('-') else 'ASC'}"
            began = time.perf_counter()
            rows = f"SELECT {COLUMNS} {where} ORDER BY {order}, id LIMIT {PER_PAGE} OFFSET {(page - 1) * PER_PAGE}"
            connection.exec_driver_sql(rows).all()
            connection.exec_driver_sql(f"SELECT count(*) FROM (SELECT 1 {where} LIMIT 10001) AS counted").all()
            times.append(time.perf_counter() - began)
    return 1000 * statistics.median(times)
