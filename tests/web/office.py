"""A small company with the leads pack: founded once, copied for every test, looked at through its pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml
from flask import Flask
from flask.testing import FlaskClient

from accounts import SYSTEM, NewPerson, NewTeam, Work, actor_of, people, session_key, teams
from definitions import Catalog
from flows import assignment, intake, perform, tick
from forms import table_of
from publishing import SHELF, Settings, Workspace, find_pack, overlay, publish, with_needs
from records import outbox, settings
from tests.services import PostgresStore
from web import Installation, limiter

PACK = "b2b-leads"
OPENED = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
_CATALOGS: dict[str, Catalog] = {}


def choose_databases(metafunc: pytest.Metafunc) -> None:
    """Pages and calls hold no SQL of their own: one database is enough, unless a test is marked `both_databases`."""
    both = metafunc.definition.get_closest_marker("both_databases")
    named = any(mark.args[0] == "office_store" for mark in metafunc.definition.iter_markers("parametrize"))
    if "office_store" in metafunc.fixturenames and not named:
        metafunc.parametrize("office_store", ["sqlite", "postgresql"] if both else ["sqlite"], indirect=True)


class PostgresOffices(PostgresStore):
    """Offices on PostgreSQL: each a copy of the one that was founded."""

    def fresh(self) -> str:
        """The URL of an office as it was founded."""
        self._create(self.name, template=self.template)
        return self.url


def found(url: str) -> None:
    """Install the pack and let its demo people begin, without a single record."""
    workspace = Workspace(Settings(Path(), url))
    workspace.database.create()
    publish(workspace, _files(), author=None, message="", now=OPENED)
    with workspace.database.transaction() as connection:
        _hire(workspace.work(connection, None, OPENED))
    workspace.database.dispose()


def _files() -> dict[str, str]:
    """The pack and what it needs."""
    return overlay({}, with_needs([find_pack(PACK)]))


def _hire(work: Work) -> None:
    crew = yaml.safe_load((SHELF / PACK / "demo" / "people.yaml").read_text("utf-8"))
    settings.put(work.connection, "tenant", crew["tenant"])
    by_key = {}
    for team in crew["teams"]:
        parent = by_key.get(team.get("parent"))
        by_key[team["key"]] = teams.add(work, NewTeam(team["key"], team["label"], parent=parent)).id
    by_login = {each["login"]: _begin(work, each, by_key) for each in crew["people"]}
    for team in crew["teams"]:
        if "superior" in team:
            teams.set_superior(work, by_key[team["key"]], by_login[team["superior"]])


def _begin(work: Work, each: dict[str, Any], by_key: dict[str, int]) -> int:
    attributes = each.get("attributes", {})
    person = NewPerson(each["login"], each["name"], each["role"], team=by_key[each["team"]], attributes=attributes)
    return people.add(work, person).id


class Office:
    """The application over one office, its clock, and what a test wants to know of it."""

    form = "lead"
    idle: ClassVar[list[Flask]] = []

    def __init__(self, url: str, data: Path, now: datetime) -> None:
        self.now = now
        self.workspace = Workspace(Settings(data, url))
        self.workspace._known = _CATALOGS.get(PACK, self.workspace._known)  # offices are copies: read the pack once
        with self.workspace.database.reading() as connection:
            self.people = {person.login: person for person in people.listing(connection)}

    @cached_property
    def app(self) -> Flask:
        """The pages, with a clock that a test moves by hand; no mail, no jobs, no limit on tries."""
        app = self.idle.pop() if self.idle else self.new_app()
        app.extensions["leadwright"] = Installation(self.workspace, lambda: self.now)
        if limiter.initialized:  # an office of programs has no pages to limit
            limiter.reset()
        app.config.update(TESTING=True, WTF_CSRF_ENABLED=False, RATELIMIT_ENABLED=False)
        return app

    def new_app(self) -> Flask:
        """Building three hundred addresses takes longer than most tests, so that offices hand it on."""
        from web import create_app

        return create_app(self.workspace)

    def client_for(self, login: str | None = None, language: str = "zh") -> FlaskClient:
        """A browser in which this person has signed in; a stranger's without a login."""
        client = self.app.test_client()
        client.environ_base["HTTP_ACCEPT_LANGUAGE"] = language
        client.set_cookie("language", language)
        if login is not None:
            with client.session_transaction() as session:
                session.update(_user_id=session_key(self.people[login]), _fresh=True)
        return client

    @contextmanager
    def work(self, login: str | None = None) -> Iterator[Work]:
        """One transaction in somebody's name; the system's, if nobody is named."""
        with self.workspace.database.transaction() as connection:
            catalog = self.workspace.catalog(connection)
            actor = SYSTEM if login is None else actor_of(connection, catalog, self.id(login))
            yield Work(connection, catalog, actor, self.now)

    def id(self, login: str) -> int:
        """The number of a person."""
        return self.people[login].id

    def submit(self, login: str | None = None, **values: Any) -> int:
        """Let a lead in through the one door; 林晓雯 gets what this looks like."""
        raw = {"company": "苏州恒锐精密机械", "contact": "王建国", "phone": "13900002046", "source": "web_form"}
        with self.work(login) as work:
            return intake.submit(work, self.form, {**raw, **values}, channel="page").record_id

    def give(self, record: int, login: str, *, accepted: bool = False) -> None:
        """Let somebody have a lead, whoever the rules gave it to, and say yes to it."""
        if self.owner(record) != self.id(login):
            with self.work() as work:
                assignment.assign(work, self.form, record, to=self.id(login))
        if accepted:
            with self.work(login) as work:
                assignment.accept(work, self.form, record)

    def owner(self, record: int) -> int | None:
        """Who has a lead now."""
        with self.work() as work:
            table = table_of(work.catalog, self.form)
            return work.connection.execute(table.select().where(table.c.id == record)).one().owner

    def passes(self, **time: float) -> None:
        """Let time go by, and let what falls due happen."""
        self.now += timedelta(**time)
        with self.workspace.database.reading() as connection:
            catalog = self.workspace.catalog(connection)
        tick(self.workspace.database, catalog, self.now)
        self.deliver()

    def deliver(self) -> None:
        """Do what the outbox asks."""
        with self.work() as work:
            for row in outbox.claim(work.connection, self.now, limit=1000):
                perform(work, row)
                outbox.finish(work.connection, row, self.now)

    def close(self) -> None:
        """Let the database go."""
        if self.workspace._known.catalog.revision == 1:
            _CATALOGS[PACK] = self.workspace._known
        self.workspace.database.dispose()
        if "app" in self.__dict__:
            self.idle.append(self.__dict__.pop("app"))
