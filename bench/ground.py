"""An installation to measure on: the leads pack, twenty reps who are never full, and a token."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, select

from accounts import SYSTEM, NewPerson, NewTeam, Work, people, teams, tokens
from forms import table_of
from publishing import Settings, Workspace, find_pack, overlay, publish, with_needs
from records import ways

from .filling import SEED, VISITS, Filling
from .history import History, keep_whether_acted
from .leads import INDUSTRIES, REGIONS, Leads

PACK = "b2b-leads"
REPS = 20
FORM = "lead"


@dataclass
class Ground:
    """One installation on one database, and what jobs want to know of it."""

    workspace: Workspace
    now: datetime
    reps: list[int]
    token: str
    boss: int
    manager: int

    @property
    def ours(self) -> list[int]:
        """Those of the reps who are the manager's."""
        return self.reps[: REPS // 2]

    @property
    def database(self) -> Any:
        return self.workspace.database

    @contextmanager
    def work(self) -> Iterator[Work]:
        """One transaction in the name of the system, in Chinese."""
        with self.database.transaction() as connection:
            yield self.workspace.work(connection, replace(SYSTEM, language="zh"), self.now)

    def fill(self, count: int, *, visits: bool = False) -> None:
        """Puts leads into the table as if they had been there for a year."""
        with self.database.reading() as connection:
            table = table_of(self.workspace.catalog(connection), FORM)
        settled = (lambda connection: keep_ways(connection, table)) if visits else None
        filling = Filling(self.database, table, (VISITS,) if visits else (), settled)
        filling.fill(count, Leads().rows(min(count, SEED), self.reps, self.now))
        self.tidy()

    def fill_with_past(self, count: int) -> None:
        """The same with all that leads leave behind: stays, tasks, assignments, events, behaviour.

        They lie as they would, one after another as they came in: a month is in few places, and not everywhere.
        """
        with self.database.reading() as connection:
            table = table_of(self.workspace.catalog(connection), FORM)
        history = History(self.reps)
        leads = sorted(Leads().rows(min(count, SEED), self.reps, self.now), key=lambda row: row["created_at"])
        seed = history.with_past(leads)
        Filling(self.database, table, history.sides, lambda connection: _settle(connection, table)).fill(count, seed)
        self.tidy()

    def tidy(self) -> None:
        """Lets the planner know what is in the tables, as every database does by itself after a while."""
        with self.database.transaction() as connection:
            connection.exec_driver_sql("ANALYZE")


def _settle(connection: Connection, table: Table) -> None:
    """What is kept of stays when they are left, and of the ways that leads went through them."""
    keep_whether_acted(connection)
    keep_ways(connection, table)


def keep_ways(connection: Connection, table: Table) -> None:
    """What entering a stage keeps with each record."""
    ways.keep(connection, table, FORM, connection.scalars(select(table.c.id)).all())


def ground(database_url: str, folder: Path) -> Ground:
    """Installs on an empty database."""
    workspace = Workspace(Settings(folder, database_url)).open()
    now = datetime.now(UTC)
    publish(workspace, _files(), author=None, message="bench", now=now)
    with workspace.database.transaction() as connection:
        return Ground(workspace, now, **_hire(workspace.work(connection, None, now)))


def _files() -> dict[str, str]:
    """The pack, with limits that are never reached: full reps would turn every assignment into the same refusal."""
    files = overlay({}, with_needs([find_pack(PACK)]))
    return {path: _without_limits(text) if "/routing/" in path else text for path, text in files.items()}


def _without_limits(text: str) -> str:
    return re.sub(r"limits: \{[^}]*\}", "limits: {open: 100000}", text)


def _hire(work: Work) -> dict[str, Any]:
    boss = people.add(work, NewPerson("boss", "徐岚", "admin"))
    east = teams.add(work, NewTeam("east", {"zh": "华东一组", "en": "East"}, superior=boss.id))
    manager = people.add(work, NewPerson("manager", "孙岩", "manager", team=east.id))
    teams.set_superior(work, east.id, manager.id)
    south = teams.add(work, NewTeam("south", {"zh": "华南一组", "en": "South"}, superior=boss.id))
    reps = [people.add(work, _rep(number, (east if number < REPS // 2 else south).id)).id for number in range(REPS)]
    token = tokens.create(work, boss.id, "bench").secret
    return {"reps": reps, "token": token, "boss": boss.id, "manager": manager.id}


def _rep(number: int, team: int) -> NewPerson:
    attributes = {
        "level": "senior" if number % 2 else "new",
        "regions": [REGIONS[number % len(REGIONS)], "east"],
        "industries": [INDUSTRIES[number % len(INDUSTRIES)], INDUSTRIES[(number + 3) % len(INDUSTRIES)]],
    }
    return NewPerson(f"rep{number}", f"销售{number:02}", "rep", team=team, attributes=attributes)
