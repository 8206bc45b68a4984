"""Handing out records that are there already, set-based."""

from __future__ import annotations

import time
from collections.abc import Iterator

from sqlalchemy import select, update

from flows.assignment import route_these
from forms import table_of

from ..figures import Figure
from ..ground import FORM
from . import Place


def measure(place: Place) -> Iterator[Figure]:
    """Records a second, with explanation, events and notices, beside one UPDATE that hands them out in turn."""
    ground = place.empty()
    ground.fill(place.sizes.routed)
    with ground.work() as work:
        table = table_of(work.catalog, FORM)
        began = time.perf_counter()
        work.connection.execute(update(table).values(owner=ground.reps[0] + table.c.id % len(ground.reps)))
        limit = time.perf_counter() - began
        work.connection.execute(update(table).values(owner=None, grade="B"))
    with ground.work() as work:
        began = time.perf_counter()
        assigned = route_these(work, FORM, work.connection.scalars(select(table.c.id).order_by(table.c.id)).all())
    took = time.perf_counter() - began
    if sum(one.owner is not None for one in assigned) < len(assigned) / 2:
        raise RuntimeError("hardly a record found somebody")
    yield Figure("assign", "records/s", len(assigned) / took, len(assigned) / limit, "one UPDATE", "20,000 records/s")
