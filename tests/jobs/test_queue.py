"""The same outbox carried by RQ on a real server, with workers that are real processes."""

import json
import os
import signal
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from redis import Redis
from rq.exceptions import StopRequested

from definitions import Refused
from jobs import Relay, drain, queue_of
from jobs.redis_queue import QUEUE, Stop, worker_of
from records.engine.leases import LEASE
from tests.jobs.test_background import until

WORKER = Path(__file__).parent / "counting_worker.py"
Start = Callable[..., subprocess.Popen]


@pytest.fixture
def now() -> datetime:
    """Workers are processes of their own and look at a real clock."""
    return datetime.now(UTC)


@pytest.fixture
def start(database_url: str, redis_url: str) -> Iterator[Start]:
    """Starts worker processes, and ends those that a test leaves running."""
    running: list[subprocess.Popen] = []

    def begin(*options: str, dies: bool = False) -> subprocess.Popen:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "DIES": "yes" if dies else "no"}
        command = [sys.executable, str(WORKER), database_url, redis_url, *options]
        running.append(subprocess.Popen(command, env=environment))
        return running[-1]

    yield begin
    for process in running:
        process.kill()
        process.wait()


@pytest.fixture
def relay(shop, redis_url: str) -> Relay:
    return Relay(shop.workspace, queue_of(redis_url), shop.clock)


def test_a_worker_does_what_the_relay_hands_over(shop, relay, start):
    shop.put("count", times=30)
    assert relay.hand_over() == 30
    assert start("--burst", "--no-relay").wait() == 0
    assert shop.effects() == [1] * 30


def test_nothing_is_handed_over_twice_in_a_row(shop, relay):
    shop.put("count", times=3)
    assert [relay.hand_over(), relay.hand_over()] == [3, 0]


def test_what_nobody_did_is_handed_over_again(shop, relay):
    shop.put("count", times=3)
    relay.hand_over()
    shop.now += timedelta(minutes=2)
    assert relay.hand_over() == 3


def test_a_flushed_queue_is_filled_again(shop, relay, redis_url, start):
    shop.put("count", times=30)
    relay.hand_over()
    Redis.from_url(redis_url).flushall()
    assert relay.hand_over() == 30
    start("--burst", "--no-relay").wait()
    assert shop.effects() == [1] * 30


def test_two_relays_double_jobs_but_no_effect(shop, relay, redis_url, start):
    shop.put("count", times=30)
    relay.hand_over()
    Relay(shop.workspace, queue_of(redis_url), shop.clock).hand_over()
    workers = [start("--burst", "--no-relay") for _ in range(2)]
    assert [worker.wait() for worker in workers] == [0, 0]
    assert shop.effects() == [1] * 30


def test_a_killed_worker_loses_no_work(shop, start):
    shop.put("count", "die", "count")
    assert start("--burst", dies=True).wait() == -signal.SIGKILL
    assert len(shop.effects()) < 3
    shop.now += 2 * LEASE
    drain(shop.workspace, shop.clock)
    assert shop.effects() == [1, 1, 1]


def test_a_worker_feeds_itself_until_nothing_is_due(shop, start):
    shop.put("count", times=45)
    assert start("--burst").wait() == 0
    assert shop.effects() == [1] * 45


def test_workers_without_end_find_new_work(shop, redis_url, start):
    workers = [start(), start()]
    until(lambda: Redis.from_url(redis_url).scard("rq:workers") == 2)
    shop.put("count", times=10)
    until(lambda: len(shop.effects()) == 10)
    shop.put("count", times=30)
    until(lambda: len(shop.effects()) == 30 and not shop.waiting())
    for worker in workers:
        worker.send_signal(signal.SIGTERM)
    assert [worker.wait(60) for worker in workers] == [0, 0]


@pytest.fixture
def hearing() -> Iterator[None]:
    """A worker in the process of the tests leaves its signals as they were."""
    before = {each: signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGINT)}
    yield
    for each, handler in before.items():
        signal.signal(each, handler)


def test_a_stop_before_a_worker_begins_ends_it(redis_url, hearing):
    worker = worker_of(redis_url, Stop(asked=True))
    worker.serve()
    assert Redis.from_url(redis_url).scard("rq:workers") == 0


def test_a_stop_that_is_swallowed_is_remembered(redis_url, hearing):
    stop = Stop()
    worker = worker_of(redis_url, stop)
    with suppress(StopRequested):
        worker.request_stop(signal.SIGTERM, None)
    worker.serve()
    assert stop.asked


def test_workers_survive_a_queue_that_forgets(shop, redis_url, start):
    workers = [start(), start()]
    for n in range(5):
        shop.put("count", times=20)
        until(lambda n=n: len(shop.effects()) == 20 and sum(shop.effects()) > n * 20)
        Redis.from_url(redis_url).flushall()
    until(lambda: not shop.waiting())
    assert shop.effects() == [5] * 20
    assert [worker.poll() for worker in workers] == [None, None]


def test_the_queue_holds_ids_and_no_pickle(shop, relay, redis_url):
    shop.put("count", times=2)
    relay.hand_over()
    redis = Redis.from_url(redis_url)
    (job,) = redis.lrange(f"rq:queue:{QUEUE}", 0, -1)
    data = zlib.decompress(redis.hget(b"rq:job:" + job, "data"))
    assert json.loads(data) == ["jobs.rq_worker.perform_in_worker", None, [[1, 2]], {}]


def test_without_an_address_the_queue_is_refused():
    with pytest.raises(Refused) as refusal:
        queue_of(None)
    assert "LEADWRIGHT_REDIS_URL" in refusal.value.text("en")
