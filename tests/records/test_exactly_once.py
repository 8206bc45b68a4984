"""Every effect happens once, whoever dies between claiming the work and finishing it."""

import os
import random
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from records import Database, Event, LeaseLost, Timer, events, outbox, tables, timers

PIECES = 40
LEASE = timedelta(seconds=30)
WORKER = Path(__file__).parent / "dying_worker.py"


def fill(database: Database, now) -> None:
    """The same work, as timers and in the outbox."""
    new = [Timer("ticket", n, "overdue", f"t{n}", now, now) for n in range(PIECES)]
    with database.transaction() as connection:
        timers.start_many(connection, new)
        outbox.put_many(connection, [outbox.Item("send", {"n": n}, f"o{n}") for n in range(PIECES)], now)


def work(database: Database, now, *, fate: random.Random) -> None:
    """A worker that is sometimes struck down after a claim, or inside the transaction of an effect."""
    for claim, finish in ((timers.claim_due, timers.finish), (outbox.claim, outbox.finish)):
        with database.transaction() as connection:
            claimed = claim(connection, now, lease=LEASE, limit=3)
        for piece in claimed:
            if fate.random() < 0.3:
                return
            take_effect(database, now, piece, finish, dies=fate.random() < 0.3)


def take_effect(database: Database, now, piece, finish, *, dies: bool) -> None:
    try:
        with database.transaction() as connection:
            events.append(connection, Event("ticket", piece.id, finish.__module__, now))
            finish(connection, piece, now)
            if dies:
                raise InterruptedError
    except (InterruptedError, LeaseLost):
        return


def effects(database: Database) -> list[int]:
    """How often each effect happened."""
    event = tables.event
    with database.reading() as connection:
        return list(connection.scalars(select(func.count(event.c.id)).group_by(event.c.kind, event.c.record)))


def left(database: Database, now) -> int:
    with database.reading() as connection:
        return len(timers.due(connection, now)) + len(outbox.due(connection, now)) + outbox.waiting(connection)


@pytest.mark.parametrize("seed", range(3))
def test_workers_that_die_repeat_no_effect(database, now, seed, monkeypatch):
    monkeypatch.setattr(outbox, "MOST_ATTEMPTS", 1000)  # here workers die more often than the worst machine's
    fill(database, now)
    moments = [now + n * LEASE / 3 for n in range(400)]

    def live(which: int) -> None:
        fate = random.Random(seed * 100 + which)
        for moment in moments:
            work(database, moment, fate=fate)
            if not left(database, moment + 2 * LEASE):
                return

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(live, range(4)))
    assert effects(database) == [1] * PIECES * 2


def test_a_killed_process_loses_nothing(database, database_url, now):
    fill(database, now)
    killed = run_worker(database_url, now, die_at=7)
    assert killed.wait() == -signal.SIGKILL
    done = len(effects(database))
    others = [run_worker(database_url, now + 2 * LEASE) for _ in range(2)]
    assert [other.wait() for other in others] == [0, 0]
    assert 0 < done < PIECES
    assert effects(database) == [1] * PIECES


def run_worker(url: str, now, die_at: int = -1) -> subprocess.Popen:
    """A process of its own that fires timers, and may kill itself in the middle of the effect with that number."""
    path = os.pathsep.join(sys.path)
    arguments = [sys.executable, str(WORKER), url, now.isoformat(), str(die_at)]
    return subprocess.Popen(arguments, env={**os.environ, "PYTHONPATH": path})
