"""A tile's report: the report itself, with the tile's own name, picture and target."""

from __future__ import annotations

from dataclasses import replace

from rules import parse

from ..definition import ReportDefinition
from ..parts import Chart, Param
from ..reading.params import WITH_FORMULA
from .definition import SharedFilter, Tile


def tiled(report: ReportDefinition, tile: Tile) -> ReportDefinition:
    """What the tile asks."""
    return replace(
        report,
        label=tile.label or report.label,
        chart=Chart("number", y=(tile.number,)) if tile.number else tile.chart or report.chart,
        measures=tuple(
            replace(each, target=tile.target) if tile.target and each.id == tile.number else each
            for each in report.measures
        ),
    )


def shared(param: Param, by: SharedFilter) -> Param:
    """The report's param as the dashboard begins with it; RuleError for a formula that is none."""
    if by.default is None:
        return replace(param, label=by.label or param.label)
    if isinstance(by.default, str) and param.type in WITH_FORMULA:
        return replace(param, label=by.label or param.label, default=None, formula=parse(by.default))
    return replace(param, label=by.label or param.label, default=by.default, formula=None)
