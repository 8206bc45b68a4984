"""Dashboards of one's own: arranged and found by their owner, opened by whoever has the link and the rights."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from accounts import Work, require
from definitions import NotAllowed, NotFound, Problem, Refused, Single, as_yaml, read_single
from records import PersonalReport, personal_reports

from ..building.personal import is_personal as is_personal_report
from ..building.personal import personal_report
from ..building.written import LONGEST
from ..definition import ReportDefinition
from .checks import dashboard_problems
from .definition import DashboardDefinition

PREFIX, KIND, FILE = "board-", "dashboard", "dashboard.yaml"
MOST = 50


@dataclass(frozen=True)
class WrittenBoard:
    """The text, its values as far as it can be read, and the dashboard where nothing is wrong."""

    text: str
    data: Mapping[str, Any]
    dashboard: DashboardDefinition | None
    problems: tuple[Problem, ...]


def is_personal(id: str) -> bool:
    """Whether an id is that of somebody's own dashboard; no definition can have one like it."""
    return id.startswith(PREFIX)


def read_board(work: Work, text: str) -> WrittenBoard:
    """Everything that is wrong with a dashboard's text at once; a report of one's own may be a tile of it."""
    single = read_single(KIND, text[:LONGEST], file=FILE)
    problems = single.problems or tuple(_across(work, single))
    sound = not any(problem.is_error for problem in problems)
    return WrittenBoard(text, single.data, single.definition if sound else None, problems)


def write_board(work: Work, data: Mapping[str, Any]) -> WrittenBoard:
    """The values as a dashboard's text, read again."""
    return read_board(work, as_yaml(data))


def _across(work: Work, single: Single) -> Iterator[Problem]:
    catalog = work.catalog.beside(single.definition, single.document)
    own = {tile.report: own_report(work, tile.report) for tile in single.definition.tiles}
    known = {("report", id): report for id, report in own.items() if report is not None}
    yield from dashboard_problems(catalog.replacing(known) if known else catalog, single.definition)


def own_report(work: Work, id: str) -> ReportDefinition | None:
    """A report that somebody wrote for themselves, as far as the reader may open it."""
    if not is_personal_report(id):
        return None
    try:
        return personal_report(work, id)
    except Refused:
        return None


def my_dashboards(work: Work) -> tuple[tuple[PersonalReport, WrittenBoard], ...]:
    """Whoever acts finds their own, sound or not."""
    person = work.actor.person_id
    kept = personal_reports.of_person(work.connection, person, kind=KIND) if person else ()
    return tuple((each, read_board(work, each.text)) for each in kept)


def board_of(work: Work, id: str) -> PersonalReport:
    """A dashboard of one's own by its link; the rights of the reader decide what they see on it."""
    found = personal_reports.find(work.connection, id) if is_personal(id) else None
    if found is None or (found.removed_at is not None and found.person != work.actor.person_id):
        raise NotFound
    require(work, "report")
    return found


def personal_dashboard(work: Work, id: str) -> DashboardDefinition:
    """The same as something that can be opened; what no longer fits is said."""
    written = read_board(work, board_of(work, id).text)
    if written.dashboard is None:
        problem = next(each for each in written.problems if each.is_error)
        raise Refused("dashboards.refused.no_longer_fits", problem=problem.sentence(work.language))
    return replace(written.dashboard, id=id)


def keep(work: Work, written: WrittenBoard, id: str = "") -> str:
    """Puts it on the writer's own shelf, or another text in the place of one that is there."""
    require(work, "report")
    if len(written.text) > LONGEST:
        raise Refused("reports.refused.too_long_own", n=LONGEST)
    if written.dashboard is None:
        raise Refused("dashboards.refused.mend_first", n=sum(each.is_error for each in written.problems))
    if id:
        mine(work, id)
        personal_reports.change(work.connection, id, written.text, work.now)
        return id
    if len(personal_reports.of_person(work.connection, work.actor.person_id, kind=KIND)) >= MOST:
        raise Refused("dashboards.refused.too_many_own", n=MOST)
    id = f"{PREFIX}{secrets.token_hex(12)}"
    row = PersonalReport(id, work.actor.person_id, written.text, work.now, work.now, kind=KIND)
    personal_reports.keep(work.connection, row)
    return id


def remove(work: Work, id: str, *, back: bool = False) -> None:
    """Takes it from the shelf, or puts it back; nothing of it is lost."""
    mine(work, id)
    personal_reports.remove(work.connection, id, None if back else work.now)


def mine(work: Work, id: str) -> PersonalReport:
    """The dashboard, if it is the actor's own."""
    kept = board_of(work, id)
    if kept.person != work.actor.person_id:
        raise NotAllowed("dashboards.refused.not_yours")
    return kept
