"""An office to look into: the leads pack, its people, a clock that stands, and a browser for each of them."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.services import PostgresStore, SqliteStore
from tests.web.office import Office, PostgresOffices, choose_databases, found


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each test runs on SQLite; those marked `both_databases` on PostgreSQL too."""
    choose_databases(metafunc)


@pytest.fixture
def office(office_store: SqliteStore | PostgresStore, tmp_path: Path, now: datetime) -> Iterator[Office]:
    """The pages of a small company with the leads pack and nobody's records yet."""
    url = office_store.fresh()
    office = Office(url, tmp_path, now)
    yield office
    office.close()
    office_store.forget(url)


@pytest.fixture
def client_for(office: Office) -> Callable[..., FlaskClient]:
    """A browser in which somebody has signed in: `client_for("lin.xiaowen")`; without a login, a stranger's."""
    return office.client_for


@pytest.fixture
def rep(office: Office) -> FlaskClient:
    """林晓雯's browser: she sells machining and moulding in the East."""
    return office.client_for("lin.xiaowen")


@pytest.fixture
def manager(office: Office) -> FlaskClient:
    """陈立群's browser: he leads the East team."""
    return office.client_for("chen.liqun")


@pytest.fixture
def admin(office: Office) -> FlaskClient:
    """徐岚's browser: she may configure everything."""
    return office.client_for("xu.lan")


@pytest.fixture
def visitor(office: Office) -> FlaskClient:
    """A browser in which nobody has signed in."""
    return office.client_for()


@pytest.fixture
def office_store(request: pytest.FixtureRequest) -> SqliteStore | PostgresStore:
    """Where offices come from."""
    return request.getfixturevalue(f"{request.param}_offices")


@pytest.fixture(scope="session")
def sqlite_offices() -> SqliteStore:
    """Copies of an office that is founded once."""
    return SqliteStore("offices", found)


@pytest.fixture(scope="session")
def postgresql_offices(postgresql_server: str, worker: str) -> Iterator[PostgresStore]:
    """The same on PostgreSQL."""
    store = PostgresOffices(postgresql_server, f"{worker}_office", found)
    yield store
    store.close()
