"""Numbers of one report that are asked with the same: one statement tells all of them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import replace

from accounts import Work

from ..answers.answering import run
from ..answers.table import ReportTable
from ..definition import ReportDefinition
from .opening import AskedTile

Group = tuple[AskedTile, ...]


def groups_of(tiles: Iterable[AskedTile]) -> tuple[Group, ...]:
    """Tiles that one question answers, in the order of the first of each; a picture is asked for alone."""
    found: dict[Hashable, list[AskedTile]] = {}
    for each in tiles:
        key: Hashable = each.tile.id
        if each.tile.number is not None:
            shared = (each.tile.report, tuple(sorted(each.given.items())))
            told = {one.tile.number for one in found.get(shared, ())}
            key = key if each.tile.number in told else shared  # the same number twice may have two targets
        found.setdefault(key, []).append(each)
    return tuple(map(tuple, found.values()))


def run_together(work: Work, group: Group, *, within: float | None = None) -> tuple[ReportTable, ...]:
    """The answer of each tile of a group."""
    first = group[0]
    if len(group) == 1:
        return (run(work, first.report, first.given, within=within),)
    table = run(work, _joined(group), first.given, within=within)
    return tuple(replace(table, label=each.report.label, chart=each.report.chart) for each in group)


def _joined(group: Group) -> ReportDefinition:
    """The report with the measures of all tiles; the one that a tile is about has that tile's target."""
    measures = {}
    for each in group:
        for measure in each.report.measures:
            if measure.id not in measures or measure.id == each.tile.number:
                measures[measure.id] = measure
    return replace(group[0].report, measures=tuple(measures.values()))
