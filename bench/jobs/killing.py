"""Exactly once, with workers that are killed at random: every effect is counted."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select

from records import tables

from ..figures import Figure
from ..ground import Ground
from . import Place
from .firing import running, start_timers

WORKERS = 3
EVERY = 5.0  # seconds between two kills, about; a worker needs two or three of them to begin
PATIENCE = 600.0
ROOT = Path(__file__).resolve().parents[2]


def measure(place: Place) -> Iterator[Figure]:
    """Timers a second from three processes of which one is killed every few seconds; no effect is lost or repeated."""
    ground = place.empty()
    ground.fill(place.sizes.killed)
    start_timers(ground)
    count = running(ground)
    began = time.perf_counter()
    kills = fire_under_fire(ground, random.Random(20261124))
    took = time.perf_counter() - began
    check(ground, count)
    yield Figure("fire while workers are killed", "timers/s", 2 * count / took, aim="each once")
    yield Figure("workers killed", "times", max(kills, 1))


def fire_under_fire(ground: Ground, chance: random.Random, *, every: float = EVERY) -> int:
    """Lets workers fire everything, and kills one of them now and then; says how many.

    The first falls in the middle of its work, wherever that is; each further one about `every` seconds later.
    """
    start, kills = datetime.now(UTC).isoformat(), 0
    workers = [_worker(ground, start) for _ in range(WORKERS)]
    until = time.monotonic() + PATIENCE
    try:
        while running(ground) and time.monotonic() < until:
            _wait_for_work(ground, until) if not kills else time.sleep(every * chance.uniform(0.3, 1.7))
            place = chance.randrange(WORKERS)
            if workers[place].poll() is None:
                workers[place].send_signal(signal.SIGKILL)
                kills += 1
            workers[place].wait()
            workers[place] = _worker(ground, start)
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()
    return kills


def _wait_for_work(ground: Ground, until: float) -> None:
    """Until something has fired: processes need a while to begin."""
    left = running(ground)
    while running(ground) == left and time.monotonic() < until:
        time.sleep(0.02)


def check(ground: Ground, count: int) -> None:
    """Every record was told of once, and every step of every chain fired once."""
    event, timer = tables.event.c, tables.timer.c
    with ground.database.reading() as connection:
        told = select(func.count()).select_from(tables.event).where(event.kind == "left_untouched")
        told_of = connection.execute(told.group_by(event.record)).scalars().all()
        fired = connection.scalar(select(func.count()).select_from(tables.timer).where(timer.fired_at.is_not(None)))
    if list(told_of) != [1] * count or fired != 2 * count:
        wrong = sum(times != 1 for times in told_of)
        raise RuntimeError(f"{len(told_of)} of {count} records told of, {wrong} not once; {fired} timers fired")


def _worker(ground: Ground, start: str) -> subprocess.Popen:
    url = ground.database.url.render_as_string(hide_password=False)
    arguments = [sys.executable, "-m", "bench.firing_worker", str(ground.workspace.settings.data), url, start]
    return subprocess.Popen(arguments, cwd=ROOT, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
