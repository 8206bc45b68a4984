"""An office with its API: the leads pack, its people, and a token for each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import api
import reports  # noqa: F401  the pack that is installed has some
from accounts import tokens
from tests.services import PostgresStore, SqliteStore
from tests.web.office import Office, PostgresOffices, choose_databases, found

LEADS = "/api/v1/records/lead"
LEAD = {"company": "苏州恒锐精密机械", "contact": "王建国", "phone": "13900002046", "source": "web_form"}


class ApiOffice(Office):
    """The same office, called by programs."""

    idle: ClassVar[list[Flask]] = []

    def new_app(self) -> Flask:
        """Nothing but the API, which needs a workspace and a clock of whoever composes it."""
        app = Flask("api")
        api.mount(app)
        return app

    @cached_property
    def composed(self) -> Flask:
        """The API beside the pages, as servers have it: sessions, CSRF and limits on, without jobs."""
        from web import create_app

        app = create_app(self.workspace, clock=lambda: self.now)
        api.mount(app)
        return app

    def token(self, login: str) -> str:
        """A new token with the rights of this person."""
        with self.work() as work:
            return tokens.create(work, self.id(login)).secret

    def caller(self, login: str, language: str | None = "en") -> Caller:
        """A program that calls with a token of this person."""
        return Caller(self.app.test_client(), self.token(login), language)


@dataclass
class Caller:
    """A program: every call brings its token."""

    client: FlaskClient
    secret: str
    language: str | None = "en"

    def call(self, method: str, path: str, *, headers: dict[str, str] | None = None, **more: Any) -> TestResponse:
        """One call."""
        language = {"Accept-Language": self.language} if self.language else {}
        sent = {"Authorization": f"Bearer {self.secret}", **language, **(headers or {})}
        return self.client.open(path, method=method, headers=sent, **more)

    def get(self, path: str, **arguments: Any) -> TestResponse:
        """Read."""
        return self.call("GET", path, query_string=arguments)

    def post(self, path: str, body: Any = None, key: str | None = None) -> TestResponse:
        """Change, under a key if there is one."""
        headers = {"Idempotency-Key": key} if key is not None else {}
        return self.call("POST", path, json={} if body is None else body, headers=headers)

    def patch(self, path: str, body: Any, **headers: str) -> TestResponse:
        """Change fields."""
        return self.call("PATCH", path, json=body, headers={k.replace("_", "-"): v for k, v in headers.items()})


def codes(answer: TestResponse) -> dict[str | None, str]:
    """Field → code of every error."""
    return {error["field"]: error["code"] for error in answer.json["errors"]}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each test runs on SQLite; those marked `both_databases` on PostgreSQL too."""
    choose_databases(metafunc)


@pytest.fixture
def office(office_store: SqliteStore | PostgresStore, tmp_path: Path, now: datetime) -> Iterator[ApiOffice]:
    """A small company and nobody's records yet."""
    url = office_store.fresh()
    office = ApiOffice(url, tmp_path, now)
    yield office
    office.close()
    office_store.forget(url)


@pytest.fixture
def rep(office: ApiOffice) -> Caller:
    """林晓雯's program: she sells machining and moulding in the East."""
    return office.caller("lin.xiaowen")


@pytest.fixture
def manager(office: ApiOffice) -> Caller:
    """陈立群's program: he leads the East team."""
    return office.caller("chen.liqun")


@pytest.fixture
def admin(office: ApiOffice) -> Caller:
    """徐岚's program: she sees and does everything."""
    return office.caller("xu.lan")


@pytest.fixture
def marketing(office: ApiOffice) -> Caller:
    """沈悦's program: she lets records in and sees no quotes."""
    return office.caller("shen.yue")


@pytest.fixture
def create(admin: Caller) -> Callable[..., dict[str, Any]]:
    """Lets a record in and gives the answer."""

    def let_in(**values: Any) -> dict[str, Any]:
        answer = admin.post(LEADS, {**LEAD, **values})
        assert answer.status_code == 201, answer.text
        return answer.json

    return let_in


@pytest.fixture
def office_store(request: pytest.FixtureRequest) -> SqliteStore | PostgresStore:
    """Where offices come from."""
    return request.getfixturevalue(f"{request.param}_offices")


@pytest.fixture(scope="session")
def sqlite_offices() -> SqliteStore:
    """Copies of an office that is founded once."""
    return SqliteStore("api_offices", found)


@pytest.fixture(scope="session")
def postgresql_offices(postgresql_server: str, worker: str) -> Iterator[PostgresStore]:
    """The same on PostgreSQL."""
    store = PostgresOffices(postgresql_server, f"{worker}_api_office", found)
    yield store
    store.close()
