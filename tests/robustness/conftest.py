"""A small company whose processes are killed, run into one another and started again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from accounts import tokens
from tests.robustness.firm import Firm
from tests.services import PostgresStore, SqliteStore
from tests.web.office import Office, PostgresOffices, found


@pytest.fixture
def firm(firm_store: SqliteStore | PostgresStore, tmp_path: Path, now: datetime) -> Iterator[Firm]:
    """The leads pack, its people, nobody's records; on both databases."""
    url = firm_store.fresh()
    firm = Firm(url, tmp_path, Office(url, tmp_path / "var", now))
    yield firm
    firm.close()
    firm_store.forget(url)


@pytest.fixture
def token_of(firm: Firm):
    """A token for a program that acts in somebody's name."""

    def make(login: str) -> str:
        with firm.office.work("xu.lan") as work:
            return tokens.create(work, firm.office.id(login)).secret

    return make


@pytest.fixture(params=["sqlite", "postgresql"])
def firm_store(request: pytest.FixtureRequest) -> SqliteStore | PostgresStore:
    """Where firms come from; a test runs once for each database."""
    return request.getfixturevalue(f"{request.param}_firms")


@pytest.fixture(scope="session")
def sqlite_firms() -> SqliteStore:
    """Copies of a firm that is founded once."""
    return SqliteStore("firms", found)


@pytest.fixture(scope="session")
def postgresql_firms(postgresql_server: str, worker: str) -> Iterator[PostgresStore]:
    """The same on PostgreSQL."""
    store = PostgresOffices(postgresql_server, f"{worker}_firm", found)
    yield store
    store.close()
