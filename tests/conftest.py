"""What every test may ask for: a clock that stands, databases, a queue."""

import gc
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.server import LeadwrightServer
from tests.services import PostgresStore, SqliteStore, postgres, quick_place, valkey
from tests.words import share

# Sensitive fields of every test are encrypted with this key; what is about keys brings its own.
os.environ.setdefault("LEADWRIGHT_FIELD_KEYS", "dGVzdHMgb25seSwgbmV2ZXIgYW55d2hlcmUgZWxzZS4=")

# What the tests import is never collected: without a look through all of it the run takes a tenth less.
gc.set_threshold(100_000, 50, 100)

share()

# No test is timed; a property may ask a database, which is then the same for all of its examples.
settings.register_profile(
    "house",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("house")


def pytest_collection_finish() -> None:
    """Leaves what is loaded by now out of every look."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def now() -> datetime:
    """A Tuesday in Shanghai, 10:18 in the morning."""
    return datetime(2026, 11, 24, 2, 18, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> SqliteStore | PostgresStore:
    """Where this test's databases come from; the test runs once for each.

    `@pytest.mark.parametrize("store", ["sqlite"], indirect=True)` keeps a test to one of them.
    """
    return request.getfixturevalue(f"{request.param}_store")


@pytest.fixture
def database_url(store: SqliteStore | PostgresStore) -> Iterator[str]:
    """A database with the fixed tables and no row in them."""
    url = store.fresh()
    yield url
    store.forget(url)


@pytest.fixture
def empty_database_url(store: SqliteStore | PostgresStore) -> Iterator[str]:
    """A database without a single table, as a first start finds it."""
    url = store.empty()
    yield url
    store.forget(url)


@pytest.fixture
def database(database_url: str) -> Iterator["Database"]:  # noqa: F821
    """The same, opened."""
    from records import Database

    database = Database(database_url)
    yield database
    database.dispose()


@pytest.fixture
def redis_url() -> Iterator[str]:
    """An empty queue server of the test's own; it starts in 70 ms."""
    with valkey() as url:
        yield url


@pytest.fixture
def installation(empty_database_url: str, tmp_path: Path) -> Iterator[LeadwrightServer]:
    """Leadwright on an empty database, not yet started: for commands, crashes and first starts."""
    server = LeadwrightServer(tmp_path, empty_database_url)
    yield server
    server.stop()


@pytest.fixture
def live_server(installation: LeadwrightServer) -> LeadwrightServer:
    """Leadwright serving, without demo data."""
    installation.start("--no-demo")
    return installation


@pytest.fixture(scope="session")
def sqlite_store() -> SqliteStore:
    """SQLite files, copied from one that is prepared once."""
    return SqliteStore("sqlite", _create_tables)


@pytest.fixture(scope="session")
def postgresql_store(postgresql_server: str, worker: str) -> Iterator[PostgresStore]:
    """PostgreSQL databases of this test process."""
    store = PostgresStore(postgresql_server, worker, _create_tables)
    yield store
    store.close()


@pytest.fixture(scope="session")
def postgresql_server(request: pytest.FixtureRequest) -> Iterator[str]:
    """One PostgreSQL server, shared by every test process of the run."""
    run = getattr(request.config, "workerinput", {}).get("testrunuid", f"run{os.getpid()}")
    with postgres(quick_place() / f"leadwright-postgres-{run}") as url:
        yield url


@pytest.fixture(scope="session")
def worker(request: pytest.FixtureRequest) -> str:
    """The name of this test process: gw0, gw1 … under xdist, else main."""
    return getattr(request.config, "workerinput", {}).get("workerid", "main")


def _create_tables(url: str) -> None:
    from records import Database

    database = Database(url)
    database.create()
    database.dispose()
