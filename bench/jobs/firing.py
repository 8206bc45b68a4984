"""Timers that all fall due at once, as after a long downtime: each with its event, its notices and its next step."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select, update

from flows import tick
from forms import table_of
from records import tables, timers

from ..figures import Figure
from ..ground import FORM, Ground
from . import Place

AGO = timedelta(hours=1)
WITHIN = "72 hours"


def measure(place: Place) -> Iterator[Figure]:
    """Timers a second from one process, beside one UPDATE and one INSERT that mark them and tell of them."""
    ground = place.empty()
    ground.fill(place.sizes.fired)
    start_timers(ground)
    count = running(ground)
    limit = count / _bare(ground)
    with ground.database.reading() as connection:
        catalog = ground.workspace.catalog(connection)
    began = time.perf_counter()
    fired = tick(ground.database, catalog, ground.now).fired
    took = time.perf_counter() - began
    if running(ground) or fired < count:
        raise RuntimeError(f"{running(ground)} timers are left")
    yield Figure("fire", "timers/s", fired / took, limit, "one UPDATE and one INSERT", "1,000 timers/s")
    yield Figure("an hour's worth, 100,000", "s", 100_000 * took / fired, aim="60 s")


def start_timers(ground: Ground) -> None:
    """Every record was left untouched, and it is time to say so."""
    with ground.work() as work:
        table = table_of(work.catalog, FORM)
        work.connection.execute(update(table).values(outcome="open", first_contact_at=None))
        rows = work.connection.execute(select(table.c.id, table.c.owner)).all()
    for start in range(0, len(rows), 20_000):
        with ground.work() as work:
            timers.start_fresh(work.connection, [_timer(ground, row) for row in rows[start : start + 20_000]])
    ground.tidy()


def running(ground: Ground) -> int:
    """Timers that have not fired yet."""
    timer = tables.timer.c
    with ground.database.reading() as connection:
        waiting = select(func.count()).select_from(tables.timer).where(timer.fired_at.is_(None))
        return connection.execute(waiting.where(timer.cancelled_at.is_(None))).scalar_one()


def _timer(ground: Ground, row: Any) -> timers.Timer:
    key, limit = f"untouched:{FORM}:{row.id}", ground.now - AGO
    began = limit - timedelta(hours=72)
    data = {"step": 0, "key": key, "begun": int(began.timestamp())}
    return timers.Timer(
        FORM, row.id, "untouched", f"{key}:0", limit, began, data,
        person=row.owner, counted_from=began, within=WITHIN, limit_at=limit,
    )  # fmt: skip


def _bare(ground: Ground) -> float:
    """The same marks and events, set-based and without asking anybody anything; taken back afterwards."""
    timer, event = tables.timer, tables.event
    began = time.perf_counter()
    with ground.database.transaction() as connection:
        point = connection.begin_nested()
        connection.execute(update(timer).values(fired_at=ground.now))
        told = select(timer.c.form, timer.c.record, timer.c.kind, timer.c.due_at, timer.c.data, timer.c.attempts)
        names = ["form", "record", "kind", "at", "data", "revision"]
        connection.execute(event.insert().from_select(names, told))
        took = time.perf_counter() - began
        point.rollback()
    return took
