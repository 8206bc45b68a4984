"""What only a look at the reports and at all tiles together finds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from definitions import WARNING, Catalog, Problem, check, suggest
from forms import Said
from rules import RuleError

from ..checks.charts import chart_problems
from ..checks.checked import Checked, Path
from ..checks.params import default_problems
from ..definition import ReportDefinition
from ..parts import PERIOD, Param
from ..period import PERIODS, is_period
from .definition import GRID, DashboardDefinition, SharedFilter
from .tiles import shared, tiled


@check
def dashboards_show_what_exists(catalog: Catalog) -> Iterator[Problem]:
    """Reports, measures, pictures, params, roles and places of every dashboard."""
    for dashboard in catalog.all("dashboard"):
        yield from dashboard_problems(catalog, dashboard)


def dashboard_problems(catalog: Catalog, dashboard: DashboardDefinition) -> Iterator[Problem]:
    """All of one dashboard."""
    looked_at = _Dashboard(catalog, dashboard)
    yield from looked_at.role_problems()
    yield from looked_at.filter_problems()
    for place in range(len(dashboard.tiles)):
        yield from looked_at.tile_problems(place)
    yield from looked_at.grid_problems()


@dataclass(frozen=True)
class _Tile(Checked):
    """A tile's report, whose problems stand in the dashboard's file."""

    dashboard: DashboardDefinition | None = None
    at: Path = ()

    @property
    def definition(self) -> DashboardDefinition | None:
        return self.dashboard

    def problem(self, path: Path, key: str, **params: Any) -> Problem:
        return super().problem((*self.at, *path), key, **params)


@dataclass(frozen=True)
class _Dashboard:
    """A dashboard with the configuration it stands in."""

    catalog: Catalog
    dashboard: DashboardDefinition

    def problem(self, path: Path, what: str, **params: Any) -> Problem:
        """Something wrong at a place of the file."""
        return self.catalog.problem(self.dashboard, path, f"dashboards.problem.{what}", **params)

    def role_problems(self) -> Iterator[Problem]:
        known = [each.id for each in self.catalog.all("role")]
        for place, role in enumerate(self.dashboard.roles):
            if role not in known:
                path = ("roles", place)
                yield self.problem(path, "unknown_role", name=role, suggestion=suggest(role, known))

    def filter_problems(self) -> Iterator[Problem]:
        """Each filter is a param of some tile, of one type wherever it is one, and begins with what fits."""
        for place, each in enumerate(self.dashboard.filters):
            written = self.catalog.written("dashboard", self.dashboard.id)["filters"][place]
            path = ("filters", place) if isinstance(written, str) else ("filters", place, "id")
            params = self._params(each)
            if not params:
                known = sorted({param.id for report in self._reports() for param in report.params})
                yield self.problem(path, "unknown_filter", name=each.id, suggestion=suggest(each.id, known))
            elif len({param.type for _, param in params}) > 1:
                kinds = ", ".join(f"{report.id}: {param.type}" for report, param in params)
                yield self.problem(path, "filter_of_types", name=each.id, types=kinds)
            elif each.default is not None:
                yield from self._default_problems(params[0], place)

    def _default_problems(self, asked: tuple[ReportDefinition, Param], place: int) -> Iterator[Problem]:
        """What the dashboard begins with must fit the param that it stands for."""
        (report, param), given = asked, self.dashboard.filters[place]
        path = ("filters", place, "default")
        if param.type == PERIOD:
            if not is_period(str(given.default)):
                yield self.problem(path, "no_days", value=given.default, known=", ".join(PERIODS))
            return
        try:
            begins = shared(param, given)
        except RuleError as error:
            yield self.problem(path, "filter_default", reason=Said(error))
            return
        yield from default_problems(_Tile(self.catalog, report, self.dashboard), path, begins)

    def _params(self, given: SharedFilter) -> list[tuple[ReportDefinition, Param]]:
        return [(report, param) for report in self._reports() if (param := report.param(given.id))]

    def _reports(self) -> list[ReportDefinition]:
        found = [self.catalog.find("report", tile.report) for tile in self.dashboard.tiles]
        return [report for report in dict.fromkeys(found) if report is not None]

    def tile_problems(self, place: int) -> Iterator[Problem]:
        """The report is there, has the measure, the params and what the picture needs, and is for the same people."""
        tile, path = self.dashboard.tiles[place], ("tiles", place)
        report = self.catalog.find("report", tile.report)
        if report is None:
            known = [each.id for each in self.catalog.all("report")]
            hint = suggest(tile.report, known)
            yield self.problem((*path, "report"), "unknown_report", name=tile.report, suggestion=hint)
            return
        yield from self._number_problems(report, place)
        for name, _ in tile.params:
            if report.param(name) is None:
                hint = suggest(name, [param.id for param in report.params])
                params = {"name": name, "report": report.label, "suggestion": hint}
                yield self.problem((*path, "params", name), "unknown_param", key=True, **params)
        if tile.chart is not None and self.catalog.find("form", report.form):
            yield from chart_problems(_Tile(self.catalog, tiled(report, tile), self.dashboard, path))
        yield from self._unseen(report, path)

    def _number_problems(self, report: ReportDefinition, place: int) -> Iterator[Problem]:
        number = self.dashboard.tiles[place].number
        if number is not None and number not in report.measures_by_id:
            hint = suggest(number, report.measures_by_id)
            params = {"name": number, "report": report.label, "suggestion": hint}
            yield self.problem(("tiles", place, "number"), "unknown_measure", **params)

    def _unseen(self, report: ReportDefinition, path: Path) -> Iterator[Problem]:
        """A tile that some of the readers would never see."""
        missing = [role for role in self.dashboard.roles if report.roles and role not in report.roles]
        if missing:
            params = {"report": report.label, "roles": ", ".join(missing)}
            yield replace(self.problem((*path, "report"), "report_not_for_role", **params), level=WARNING)

    def grid_problems(self) -> Iterator[Problem]:
        """Tiles that reach over the edge, and tiles that lie upon each other."""
        tiles = self.dashboard.tiles
        for place, tile in enumerate(tiles):
            if (tile.spot.x or 1) + tile.spot.width - 1 > GRID:
                params = {"id": tile.id, "x": tile.spot.x or 1, "width": tile.spot.width, "columns": GRID}
                yield self.problem(("tiles", place), "too_wide", **params)
            under = next((other for other in tiles[:place] if tile.spot.covers(other.spot)), None)
            if under is not None:
                yield self.problem(("tiles", place), "overlapping", id=tile.id, other=under.id)
