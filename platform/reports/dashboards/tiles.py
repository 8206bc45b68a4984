"""A tile's report: the report itself, with the tile's own name, picture and target."""

from __future__ import annotations

from dataclasses import replace

from rules import parse

from ..definition import ReportDefinition
from ..parts import Chart, Measure, Param
from ..reading.params import WITH_FORMULA
from .definition import SharedFilter, Tile


def tiled(report: ReportDefinition, tile: Tile) -> ReportDefinition:
    """What the tile asks: a number asks for its measure alone."""
    label = tile.label or report.label
    if tile.number is None or tile.number not in report.measures_by_id:
        return replace(report, label=label, chart=tile.chart or report.chart)
    measures = tuple(
        replace(each, target=tile.target) if tile.target and each.id == tile.number else each
        for each in _needed(report, tile.number)
    )
    known = {*(each.id for each in measures), *(each.id for each in report.dimensions)}
    sort = tuple(each for each in report.sort if each.lstrip("-").partition(".")[0] in known)
    return replace(report, label=label, chart=Chart("number", y=(tile.number,)), measures=measures, sort=sort)


def _needed(report: ReportDefinition, number: str) -> tuple[Measure, ...]:
    """The measure and those that it is made of, in their order."""
    needed, asked = {number}, [number]
    while asked:
        measure = report.measures_by_id[asked.pop()]
        parts = measure.parts if measure.kind == "ratio" else measure.of.names if measure.kind == "formula" else ()
        asked += [part for part in parts if part in report.measures_by_id and part not in needed]
        needed.update(parts)
    return tuple(each for each in report.measures if each.id in needed)


def shared(param: Param, by: SharedFilter) -> Param:
    """The report's param as the dashboard begins with it; RuleError for a formula that is none."""
    if by.default is None:
        return replace(param, label=by.label or param.label)
    if isinstance(by.default, str) and param.type in WITH_FORMULA:
        return replace(param, label=by.label or param.label, default=None, formula=parse(by.default))
    return replace(param, label=by.label or param.label, default=by.default, formula=None)
