"""A house with a way out: an installation with a configuration, people, a clock moved by hand, and jobs that carry."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from accounts import NewPerson, NewTeam, Work, people, teams
from definitions import read_folder
from flows import intake
from flows.record_story.timeline import timeline
from forms import table_of
from jobs import drain, tick
from jobs.outside import Outside, allowed_by
from publishing import Settings, Workspace, publish
from records import deliveries, mails, secrets, store

CONFIGS = Path(__file__).parent / "configs" / "flows"
SITE = "https://crm.house.example"


class House:
    """What tests of channels need: who works here, what goes out, and what came of it."""

    form = "client"

    def __init__(self, url: str, data: Path, now: datetime, config: str, **changed: str) -> None:
        self.now = now
        self.workspace = Workspace(Settings(data, url, site=SITE))
        self.outside = Outside(allowed=allowed_by("127.0.0.1"))
        files = {**read_folder(CONFIGS / config), **changed}
        publish(self.workspace, files, author=None, message="", now=now)
        self._hire()

    def _hire(self) -> None:
        with self.work() as work:
            chief = NewPerson("wang", "王主管", "chief", email="wang@house.example", phone="13900000001")
            self.chief = people.add(work, chief).id
            team = teams.add(work, NewTeam("east", {"zh": "华东组", "en": "East"}, superior=self.chief))
            lin = NewPerson("lin", "林晓雯", "rep", team=team.id, email="lin@house.example", phone="13900000002")
            self.lin = people.add(work, lin).id

    def clock(self) -> datetime:
        """The moment, until a test moves it."""
        return self.now

    @contextmanager
    def work(self, person: int | None = None) -> Iterator[Work]:
        """One transaction in somebody's name; the system's, if nobody is named."""
        with self.workspace.database.transaction() as connection:
            yield self.workspace.work(connection, person, self.now)

    def sets(self, **values: str) -> None:
        """Keep secret settings."""
        with self.work() as work:
            for name, value in values.items():
                secrets.keep(work.connection, name, value)

    def passes(self, **time: float) -> None:
        """Let time go by, and let what falls due happen."""
        self.now += timedelta(**time)
        self.carries()

    def carries(self) -> None:
        """Fire and do everything that is due."""
        while tick(self.workspace, self.clock) or drain(self.workspace, self.clock, outside=self.outside):
            pass

    def submit(self, person: int | None = None, **values: Any) -> int:
        """Let a record in; 林晓雯 has it."""
        raw = {"name": "润扬轴承", "email": "wu@runyang.example", **values}
        with self.work(person) as work:
            record = intake.submit(work, self.form, raw, channel="page").record_id
            table = table_of(work.catalog, self.form)
            store.update_unversioned(work.connection, table, record, {"owner": self.lin})
            return record

    def row(self, record: int) -> Any:
        """A record as it stands."""
        with self.work() as work:
            table = table_of(work.catalog, self.form)
            return work.connection.execute(select(table).where(table.c.id == record)).one()

    def story(self, record: int, language: str = "zh") -> list[str]:
        """What happened to a record, in words, the oldest first."""
        from flows import look

        with self.work() as work:
            told = timeline(work, look(work, self.form, record))
            return [entry.text(language) for entry in reversed(told)]

    def deliveries(self) -> list[deliveries.Delivery]:
        """Everything that was to go out, in order."""
        with self.work() as work:
            return list(reversed(deliveries.listing(work.connection)))

    def mails(self, record: int) -> list[mails.Mail]:
        """The mails of a record, in order."""
        with self.work() as work:
            return list(reversed(mails.of_record(work.connection, self.form, record)))

    def close(self) -> None:
        """Let the database go."""
        self.workspace.database.dispose()
