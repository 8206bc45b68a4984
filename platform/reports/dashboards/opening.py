"""A dashboard opened by somebody: the tiles they may see, and what each of them asks with the filters as they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from accounts import Work, allowed
from definitions import NotFound, Refused

from ..answers.answering import may_open
from ..answers.chips import Chip, chips_of, narrowed_by
from ..answers.formats import params_in
from ..answers.narrowing import ONLY, Narrowing
from ..definition import ReportDefinition
from ..params import ParamValue, values_of
from .definition import DashboardDefinition, SharedFilter, Tile
from .personal import is_personal, own_report, personal_dashboard
from .tiles import shared, tiled


@dataclass(frozen=True)
class AskedTile:
    """One tile with its report and the params it is asked with."""

    tile: Tile
    report: ReportDefinition
    given: Mapping[str, Any]


@dataclass(frozen=True)
class OpenDashboard:
    """What one reader has before them; `refused` says which filter was not understood and is as in the beginning."""

    dashboard: DashboardDefinition
    tiles: tuple[AskedTile, ...]
    params: tuple[ParamValue, ...]
    narrowing: Narrowing
    chips: tuple[Chip, ...]
    refused: Refused | None = None

    def tile(self, id: str) -> AskedTile:
        """The tile, if the reader has it."""
        found = next((each for each in self.tiles if each.tile.id == id), None)
        if found is None:
            raise NotFound()
        return found


def dashboards_for(work: Work) -> tuple[DashboardDefinition, ...]:
    """The dashboards that the actor may open and on which they would see something."""
    return tuple(each for each in work.catalog.all("dashboard") if _is_for(work, each))


def _is_for(work: Work, dashboard: DashboardDefinition) -> bool:
    role = work.actor.role.id if work.actor.role else ""
    if not allowed(work.actor, "report") or not (
        work.actor.is_system or not dashboard.roles or role in dashboard.roles
    ):
        return False
    return any(_open_report(work, tile.report) is not None for tile in dashboard.tiles)


def _open_report(work: Work, id: str) -> ReportDefinition | None:
    """The report, if the actor may open it; asked of one at a time, for a house has many."""
    found = work.catalog.find("report", id)
    if found is None:
        return own_report(work, id)
    return found if may_open(work, found) else None


def dashboard_of(work: Work, id: str) -> DashboardDefinition:
    """The dashboard, if the actor may open it; NotFound tells nothing about those they may not."""
    if is_personal(id):
        return personal_dashboard(work, id)
    found = work.catalog.find("dashboard", id)
    if found is None or not _is_for(work, found):
        raise NotFound("dashboards.refused.none", name=id[:80]) if work.actor.is_system else NotFound()
    return found


def open_dashboard(work: Work, dashboard: DashboardDefinition, args: Mapping[str, str]) -> OpenDashboard:
    """The tiles with what the address says; a filter that cannot be understood is told and left as it begins."""
    known = {id: _open_report(work, id) for id in dict.fromkeys(tile.report for tile in dashboard.tiles)}
    tiles = [(tile, report) for tile in dashboard.tiles if (report := known[tile.report]) is not None]
    reports = tuple(dict.fromkeys(report for _, report in tiles))
    refused = None
    try:
        params = tuple(_values(work, dashboard, reports, args))
    except Refused as problem:
        refused, params = problem, tuple(_values(work, dashboard, reports, {}))
    chips = tuple(_chips(work, reports, Narrowing.parse(args.get(ONLY))))
    narrowing = Narrowing({chip.name: chip.key for chip in chips})
    asked = tuple(_asked(work, each, params, narrowing) for each in tiles)
    return OpenDashboard(dashboard, asked, params, narrowing, chips, refused)


def _values(
    work: Work, dashboard: DashboardDefinition, reports: tuple[ReportDefinition, ...], args: Mapping[str, str]
) -> Iterator[ParamValue]:
    """Each shared filter as the first report reads it that knows it."""
    for each in dashboard.filters:
        report = next((report for report in reports if report.param(each.id)), None)
        if report is not None:
            yield _value(work, report, each, args)


def _value(work: Work, report: ReportDefinition, by: SharedFilter, args: Mapping[str, str]) -> ParamValue:
    alone = replace(report, params=(shared(report.param(by.id), by),))
    given = {name: value for name, value in params_in(args, alone).items() if name == by.id}
    return values_of(work, alone, given)[0]


def _chips(work: Work, reports: tuple[ReportDefinition, ...], narrowing: Narrowing) -> Iterator[Chip]:
    """Each value in the words of the first report that can be narrowed by it."""
    for name, key in narrowing.at.items():
        one = Narrowing({name: key})
        found = (chip for report in reports for chip in chips_of(work, report, one))
        if (chip := next(found, None)) is not None:
            yield chip


def _asked(
    work: Work, tile: tuple[Tile, ReportDefinition], params: tuple[ParamValue, ...], narrowing: Narrowing
) -> AskedTile:
    """What a tile is asked with: the filters its report knows, its own params, and what was pointed at."""
    definition, report = tile
    given = {each.id: each.raw for each in params if report.param(each.id) and each.raw not in (None, "")}
    given |= dict(definition.params)
    if only := narrowed_by(work, report, narrowing):
        given[ONLY] = str(only)
    return AskedTile(definition, tiled(report, definition), given)
