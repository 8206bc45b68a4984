"""An office whose orders have sensitive fields: 王主管 may see the whole of some, 林晓雯 of none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from accounts import NewPerson, NewTeam, people, teams
from definitions import read_folder
from publishing import Settings, Workspace, publish
from tests.web.office import OPENED, Office
from tests.world import CONFIGS


@contextmanager
def sensitive_office(kind: type[Office], url: str, folder: Path, now: datetime) -> Iterator[Office]:
    """Founded anew, as no pack has it."""
    workspace = Workspace(Settings(folder, url))
    publish(workspace, read_folder(CONFIGS / "sensitive"), author=None, message="", now=OPENED)
    with workspace.database.transaction() as connection:
        work = workspace.work(connection, None, OPENED)
        team = teams.add(work, NewTeam("sales", "Sales")).id
        manager = people.add(work, NewPerson("wang", "王主管", "manager", team=team)).id
        teams.set_superior(work, team, manager)
        people.add(work, NewPerson("lin", "林晓雯", "rep", team=team))
    workspace.database.dispose()
    office = kind(url, folder, now)
    office.workspace._known = Workspace(Settings(folder, url))._known
    yield office
    office.workspace.database.dispose()
