"""A server with Redis leaves the jobs to workers; both are real processes, and either may go away."""

import signal
import subprocess
from collections.abc import Iterator

import pytest
from redis import Redis
from sqlalchemy import func, select

from records import tables
from tests.robustness.test_killed_server import undone, until
from tests.server import COMMAND, ROOT


@pytest.fixture
def scaled(firm, redis_url):
    """The firm, told where Redis is."""
    firm.server.redis_url = redis_url
    return firm


@pytest.fixture
def queue_worker(scaled, tmp_path) -> Iterator[subprocess.Popen]:
    """`leadwright worker`, told where state lives by an option, as in a unit file."""
    environment = scaled.server._environment() | {"PYTHONPATH": str(ROOT / "platform")}
    command = [*COMMAND, "worker", "--data", str(tmp_path / "var")]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    yield process
    process.kill()
    process.wait()


def notices(firm) -> int:
    with firm.office.work() as work:
        return work.connection.execute(select(func.count()).select_from(tables.notification)).scalar_one()


def test_the_worker_tells_whoever_got_the_lead(scaled, token_of, queue_worker):
    scaled.server.start("--no-demo")
    answers = list(scaled.submit_all(5, token_of("xu.lan")))
    assert [answer.status for answer in answers] == [201] * 5
    until(lambda: not undone(scaled))
    assert notices(scaled) >= 5
    queue_worker.send_signal(signal.SIGTERM)
    assert queue_worker.wait(30) == 0


def test_without_a_worker_the_work_waits(scaled, token_of, redis_url):
    scaled.server.start("--no-demo")
    list(scaled.submit_all(3, token_of("xu.lan")))
    Redis.from_url(redis_url).flushall()
    assert undone(scaled) >= 3
    scaled.server.command("worker", "--burst")
    assert undone(scaled) == 0
    assert notices(scaled) >= 3


def test_a_worker_without_redis_says_what_to_do(firm):
    done = firm.server.command("worker", check=False)
    assert done.returncode == 1
    assert "LEADWRIGHT_REDIS_URL" in done.stderr
    assert "Traceback" not in done.stderr
