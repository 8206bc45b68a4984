"""A small company in a database: the orders configuration, a manager and two reps, a clock that is moved by hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import select

from accounts import SYSTEM, NewPerson, NewTeam, Work, actor_of, people, teams
from definitions import Catalog, DefinitionError, load_files, read_folder
from flows import intake, perform, tasks, tick
from flows.happenings import follow
from forms import spec_of, table_of
from records import Database, apply_changes, events, notifications, outbox, plan_tables

CONFIGS = Path(__file__).parent / "configs" / "flows"


def catalog_in(name: str, **changed: str) -> Catalog:
    """The configuration of a folder, with files given by path instead of those in it."""
    return _catalog_of(tuple(sorted({**_written(name), **changed}.items())))


@cache
def _written(name: str) -> dict[str, str]:
    return read_folder(CONFIGS / name)


@lru_cache(maxsize=64)
def _catalog_of(written: tuple[tuple[str, str], ...]) -> Catalog:
    files = dict(written)
    loaded = load_files(files)
    if loaded.catalog is None:
        raise DefinitionError(loaded.errors)
    return loaded.catalog


def done(work: Work, task: int, **more: Any) -> tasks.TaskInHand:
    """A task is done as the verb does it that ends it; of a contact, what its log says is left out."""
    ended, told = tasks.complete_on_the_way(work, task, **more)
    follow(work, told)
    return ended


class World:
    """What a story needs: people who act, time that passes, and a look at what came of it."""

    form = "order"

    def __init__(self, database: Database, now: datetime, catalog: Catalog) -> None:
        self.database, self.now, self.catalog = database, now, catalog
        with database.transaction() as connection:
            apply_changes(connection, plan_tables(connection, [spec_of(form) for form in catalog.all("form")]), now)
        self._hire()

    def _hire(self) -> None:
        with self.work() as work:
            self.manager = people.add(work, NewPerson("wang", "王主管", "manager")).id
            team = teams.add(work, NewTeam("sales", "Sales", superior=self.manager))
            people.move(work, self.manager, team.id)
            self.team = team.id
            self.lin = people.add(work, NewPerson("lin", "林晓雯", "rep", team=team.id)).id
            self.zhao = people.add(work, NewPerson("zhao", "赵启航", "rep", team=team.id)).id

    @contextmanager
    def work(self, person: int | None = None) -> Iterator[Work]:
        """One transaction in somebody's name; the system's, if nobody is named."""
        with self.database.transaction() as connection:
            actor = SYSTEM if person is None else actor_of(connection, self.catalog, person)
            yield Work(connection, self.catalog, actor, self.now)

    def passes(self, **time: float) -> None:
        """Let time go by without anybody looking at the clock."""
        self.now += timedelta(**time)

    def tick(self) -> Any:
        """Somebody looks at the clock, and then the outbox is emptied."""
        ticked = tick(self.database, self.catalog, self.now)
        self.deliver()
        return ticked

    def deliver(self) -> None:
        """Do what the outbox asks."""
        with self.work() as work:
            for row in outbox.claim(work.connection, self.now, limit=1000):
                perform(work, row)
                outbox.finish(work.connection, row, self.now)

    def submit(self, person: int | None = None, **values: Any) -> int:
        """Let an order in."""
        raw = {"customer": "润扬轴承", "phone": "13800138000", **values}
        with self.work(person) as work:
            return intake.submit(work, self.form, raw, channel="page").record_id

    def row(self, record: int) -> Any:
        with self.work() as work:
            table = table_of(self.catalog, self.form)
            return work.connection.execute(select(table).where(table.c.id == record)).one()

    def told(self, record: int) -> list[str]:
        """The kinds of what happened, in order."""
        with self.work() as work:
            return [event.kind for event in reversed(events.timeline(work.connection, self.form, record))]

    def notices(self, person: int) -> list[str]:
        """The titles of what a person was told, in order."""
        with self.work() as work:
            return [one.data["title"] for one in reversed(notifications.of_person(work.connection, person))]
