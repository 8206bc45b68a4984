"""A pivot: rows by columns, each with its sum at the edge; the edges are counted, not added up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..answers.table import Column, Row
from .drawing import Drawing, Needs, Sketch, chart
from .heat import keys_of


@dataclass(frozen=True)
class PivotCell:
    """One number with its address."""

    text: str
    href: str | None = None
    edge: bool = False


@dataclass(frozen=True)
class PivotRow:
    """One row: its name, its cells, and its edge."""

    name: str
    cells: tuple[PivotCell, ...]
    edge: bool = False


@dataclass(frozen=True)
class PivotDrawing(Drawing):
    """Columns, each as wide as there are measures, and rows under them."""

    corner: str = ""
    columns: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    rows: tuple[PivotRow, ...] = ()
    caption: str = ""


@chart("pivot", Needs(dimensions=(2, 2), draws=False), icon="table")
def pivot(sketch: Sketch) -> PivotDrawing:
    """The first dimension goes down, the second across; the named measures stand side by side in each cell."""
    table = sketch.table
    if len(table.dimensions) < 2 or not _measures(sketch):
        return PivotDrawing(chart="pivot", label=sketch.label)
    down, across = table.dimensions[:2]
    columns, lines = keys_of(sketch, across), keys_of(sketch, down)
    at = {(table.cell(row, down.id).key, table.cell(row, across.id).key): row for row in table.rows}
    return PivotDrawing(
        chart="pivot",
        label=sketch.label,
        corner=down.label.text(sketch.language),
        columns=(*columns.values(), sketch.say("reports.total")),
        measures=tuple(each.label.text(sketch.language) for each in _measures(sketch)),
        rows=(
            *(PivotRow(name, tuple(_cells(sketch, key, columns, at))) for key, name in lines.items()),
            PivotRow(sketch.say("reports.total"), tuple(_foot(sketch, columns)), edge=True),
        ),
        caption=table.label.text(sketch.language),
    )


def _measures(sketch: Sketch) -> tuple[Column, ...]:
    """Those that the chart names, days and moments, too; else the first."""
    return sketch.named or sketch.table.own_measures[:1]


def _cells(sketch: Sketch, key: str, columns: dict[str, str], at: dict[tuple[str, str], Row]) -> Iterator[PivotCell]:
    for other in columns:
        yield from (_cell(sketch, at.get((key, other)), each) for each in _measures(sketch))
    edge = sketch.table.row_margins.get(key)
    yield from (_cell(sketch, edge, each, edge=True) for each in _measures(sketch))


def _foot(sketch: Sketch, columns: dict[str, str]) -> Iterator[PivotCell]:
    for key in columns:
        edge = sketch.table.column_margins.get(key)
        yield from (_cell(sketch, edge, each, edge=True) for each in _measures(sketch))
    yield from (_cell(sketch, sketch.table.totals, each, edge=True) for each in _measures(sketch))


def _cell(sketch: Sketch, row: Row | None, measure: Column, *, edge: bool = False) -> PivotCell:
    if row is None:
        return PivotCell("", edge=edge)
    value = sketch.value(row, measure.id)
    return PivotCell(sketch.text(row, measure.id), sketch.link(row, measure.id) if value else None, edge)
