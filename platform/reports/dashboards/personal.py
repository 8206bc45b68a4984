"""Dashboards of one's own: arranged and found by their owner, opened by whoever has the link and the rights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from accounts import Work
from definitions import Problem, Refused, Single, as_yaml, read_single
from records import PersonalReport

from ..building.personal import is_personal as is_personal_report
from ..building.personal import personal_report
from ..building.shelf import Shelf, refuse_long
from ..building.written import LONGEST
from ..definition import ReportDefinition
from .checks import dashboard_problems
from .definition import DashboardDefinition

KIND, FILE = "dashboard", "dashboard.yaml"
SHELF = Shelf(KIND, "board-", 50, "dashboards.refused")
is_personal, board_of, remove = SHELF.holds, SHELF.find, SHELF.remove


@dataclass(frozen=True)
class WrittenBoard:
    """The text, its values as far as it can be read, and the dashboard where nothing is wrong."""

    text: str
    data: Mapping[str, Any]
    dashboard: DashboardDefinition | None
    problems: tuple[Problem, ...]


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
    return tuple((each, read_board(work, each.text)) for each in SHELF.all_of(work))


def personal_dashboard(work: Work, id: str) -> DashboardDefinition:
    """The same as something that can be opened; what no longer fits is said."""
    written = read_board(work, board_of(work, id).text)
    if written.dashboard is None:
        problem = next(each for each in written.problems if each.is_error)
        raise Refused("dashboards.refused.no_longer_fits", problem=problem.sentence(work.language))
    return replace(written.dashboard, id=id)


def keep(work: Work, written: WrittenBoard, id: str = "") -> str:
    """Puts it on the writer's own shelf, or another text in the place of one that is there."""
    refuse_long(written.text)
    if written.dashboard is None:
        raise Refused("dashboards.refused.mend_first", n=sum(each.is_error for each in written.problems))
    if not id:
        return SHELF.keep(work, written.text)
    SHELF.change(work, id, written.text)
    return id
