"""A firm: its database, its server process, the programs that speak to it, and a look for what was left half done."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from sqlalchemy import Connection, Table, func, select

from forms import table_of
from records import tables
from tests.server import ROOT, LeadwrightServer
from tests.web.office import Office

VERBS = Path(__file__).parent / "dying_verbs.py"
LEAD = {"company": "苏州恒锐精密机械", "contact": "王建国", "source": "web_form", "region": "east", "need": "联网采集"}
# What a record has at least one of, from the moment it is there.
FOLLOWS = ("event", "grade", "assignment", "stage_visit", "task", "timer")


@dataclass(frozen=True)
class Answer:
    """What the server said; status 0 when it went away instead."""

    status: int
    body: Any = None


class Firm:
    """One installation that is looked at from outside and from inside."""

    def __init__(self, url: str, folder: Path, office: Office) -> None:
        self.url, self.office = url, office
        self.server = LeadwrightServer(folder, url)

    def close(self) -> None:
        """End the server, and let the database go."""
        self.server.stop()
        self.office.close()

    def ask(self, path: str, token: str, body: Mapping[str, Any] | None = None) -> Answer:
        """GET, or POST where there is a body."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        try:
            with urlopen(Request(f"{self.server.url}/api/v1{path}", data, headers), timeout=60) as answer:
                return Answer(answer.status, json.load(answer))
        except HTTPError as refusal:
            return Answer(refusal.code, json.load(refusal))
        except (URLError, HTTPException, OSError):
            return Answer(0)

    def submit_all(self, count: int, token: str, *, clients: int = 8, first: int = 0) -> Iterator[Answer]:
        """Leads from several programs at once."""
        with ThreadPoolExecutor(clients) as pool:
            yield from pool.map(lambda n: self.ask("/records/lead", token, lead(n)), range(first, first + count))

    def die_at_every_statement(self, verb: str) -> int:
        """Kill a process at each statement of a verb, until one gets through; returns how many died."""
        command = [sys.executable, str(VERBS), self.url, verb]
        path = f"{ROOT / 'platform'}:{ROOT}"
        done = subprocess.run(command, env={"PYTHONPATH": path}, text=True, capture_output=True, timeout=300)
        assert done.returncode == 0, done.stderr
        return int(done.stdout)

    def records(self) -> list[Any]:
        """All leads."""
        with self.office.work() as work:
            table = table_of(work.catalog, "lead")
            return list(work.connection.execute(select(table).order_by(table.c.id)))

    def half_done(self) -> list[str]:
        """Everything that should not be as it is: a record without what follows from it, or the other way round."""
        with self.office.work() as work:
            table = table_of(work.catalog, "lead")
            there = {row.id: row for row in work.connection.execute(select(table))}
            found = {name: _records_in(work.connection, tables.metadata.tables[name]) for name in FOLLOWS}
            stages = _stages(work.connection)
        missing = [f"record {id} has no {name}" for name in FOLLOWS for id in there.keys() - found[name]]
        orphans = [f"{name} of {id}, which is not there" for name in FOLLOWS for id in found[name] - there.keys()]
        moved = [f"record {id} stands elsewhere" for id, row in there.items() if stages.get(id) != row.stage]
        numbers = [row.number for row in there.values()]
        twice = [f"number {number} twice" for number in numbers if numbers.count(number) > 1]
        return [*missing, *orphans, *moved, *twice]


def lead(number: int) -> dict[str, str]:
    """A lead that no other looks like."""
    return {**LEAD, "phone": f"139{(20_461_137 + 7_919 * number) % 10**8:08}"}


def _records_in(connection: Connection, table: Table) -> set[int]:
    return {id for id in connection.scalars(select(table.c.record).distinct()) if id}


def _stages(connection: Connection) -> dict[int, str]:
    """Where each record is, by its one visit that has not ended."""
    visit = tables.stage_visit
    current = select(visit.c.record, func.max(visit.c.stage)).where(visit.c.left_at.is_(None))
    return dict(connection.execute(current.group_by(visit.c.record).having(func.count() == 1)).all())
