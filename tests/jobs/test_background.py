"""The thread of a server without Redis: finds work by itself, shares it, and ends when it is told to."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from accounts import sign_in
from jobs import Background, Housekeeping, background, drain, tick


def until(happened, patience: float = 120) -> None:
    """Wait for threads; a test that is too impatient for a slow machine would fail without reason."""
    end = time.monotonic() + patience
    while not happened() and time.monotonic() < end:
        time.sleep(0.02)
    assert happened()


def test_the_thread_does_what_is_due(shop):
    shop.put("count", times=30)
    thread = Background(shop.workspace, shop.clock).start()
    until(lambda: not shop.waiting())
    assert thread.stop()
    assert shop.effects() == [1] * 30


def test_the_thread_fires_timers_that_were_due(shop, clocks):
    thread = Background(shop.workspace, shop.clock).start()
    until(lambda: len(shop.effects()) == clocks)
    assert thread.stop()


def test_a_stopped_thread_does_nothing_more(shop):
    thread = Background(shop.workspace, shop.clock).start()
    assert thread.stop()
    shop.put("count")
    assert not thread.is_running
    assert shop.waiting() == 1


def test_several_threads_and_a_tick_fire_once(shop, clocks):
    threads = [Background(shop.workspace, shop.clock).start() for _ in range(3)]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: tick(shop.workspace, shop.clock, limit=3), range(8)))
    until(lambda: len(shop.effects()) == clocks)
    assert all(thread.stop() for thread in threads)
    assert shop.effects() == [1] * clocks


def test_trouble_does_not_end_the_thread(shop, monkeypatch):
    troubles = [OSError("no database today"), OSError("nor now")]

    def troubled(*arguments, **more):
        if troubles:
            raise troubles.pop()
        return drain(*arguments, **more)

    monkeypatch.setattr(background, "drain", troubled)
    monkeypatch.setattr(background, "PAUSE", 0.01)
    shop.put("count")
    thread = Background(shop.workspace, shop.clock).start()
    until(lambda: not shop.waiting())
    assert thread.stop()


def test_the_tick_fires_no_more_than_asked(shop, clocks):
    assert tick(shop.workspace, shop.clock, limit=4) == 4
    assert len(shop.effects()) == 4


def test_the_tick_leaves_what_is_not_due(shop, clocks):
    shop.now -= timedelta(seconds=1)
    assert tick(shop.workspace, shop.clock) == 0


def test_finished_work_is_swept_out_after_a_month(shop):
    shop.put("count", "fail")
    drain(shop.workspace, shop.clock)
    sweeper = Housekeeping(shop.workspace, shop.clock)
    shop.now += timedelta(days=31)
    assert sweeper.sweep() == 1
    assert [row.kind for row in shop.rows()] == ["fail"]


def test_tries_to_sign_in_are_swept_out_after_a_day(shop):
    with pytest.raises(sign_in.WrongSignIn):
        sign_in.verify(shop.workspace.database, "nobody", "a guess", shop.now)
    sweeper = Housekeeping(shop.workspace, shop.clock)
    shop.now += timedelta(hours=25)
    assert sweeper.sweep() == 1


def test_sweeping_waits_an_hour(shop):
    sweeper = Housekeeping(shop.workspace, shop.clock)
    shop.put("count")
    drain(shop.workspace, shop.clock)
    shop.now += timedelta(minutes=59)
    assert sweeper.sweep() == 0
