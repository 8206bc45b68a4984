"""A heat map: rows by columns, the greater the number the deeper the shade, with the number in it."""

from __future__ import annotations

from dataclasses import dataclass

from ..answers.table import Cell, Column, Row
from ..grains import ROUNDS
from .drawing import Drawing, Needs, Sketch, chart
from .series import places_of

SHADES = 5


@dataclass(frozen=True)
class Tile:
    """One number with its shade, from 0 to 5."""

    text: str
    shade: int
    href: str | None
    name: str


@dataclass(frozen=True)
class HeatRow:
    """One row of tiles with its name."""

    name: str
    tiles: tuple[Tile, ...]
    edge: Tile | None = None


@dataclass(frozen=True)
class HeatDrawing(Drawing):
    """Tiles in rows under heads, and where they are counted, the whole of each row and of each column."""

    heads: tuple[str, ...] = ()
    rows: tuple[HeatRow, ...] = ()
    foot: HeatRow | None = None
    edge: str = ""
    corner: str = ""
    measure: str = ""
    least: str = ""
    greatest: str = ""


@chart("heat", Needs(dimensions=(2, 2)), icon="layout-dashboard")
def heat(sketch: Sketch) -> HeatDrawing:
    """The first dimension goes down, the second across."""
    table = sketch.table
    if len(table.dimensions) < 2 or not sketch.measures:
        return HeatDrawing(chart="heat", label=sketch.label)
    down, across = table.dimensions[:2]
    measure = sketch.measures[0]
    at = {(table.cell(row, down.id).key, table.cell(row, across.id).key): row for row in table.rows}
    values = [value for row in table.rows if (value := sketch.value(row, measure.id)) is not None]
    ends = (min(values, default=0), max(values, default=0))
    columns, lines = keys_of(sketch, across), keys_of(sketch, down)
    all_of = sketch.say("reports.total") if table.row_margins else ""
    return HeatDrawing(
        chart="heat",
        label=sketch.label,
        heads=tuple(columns.values()),
        rows=tuple(
            HeatRow(
                name,
                tuple(_tile(sketch, at.get((key, other)), ends, f"{name}, {head}") for other, head in columns.items()),
                _edge(sketch, table.row_margins.get(key), f"{name}, {all_of}") if all_of else None,
            )
            for key, name in lines.items()
        ),
        foot=_foot(sketch, columns, all_of) if all_of else None,
        edge=all_of,
        corner=" ＼ ".join(dict.fromkeys(each.label.text(sketch.language) for each in (down, across))),
        measure=measure.label.text(sketch.language),
        least=_end(sketch, ends[0]),
        greatest=_end(sketch, ends[1]),
    )


def _foot(sketch: Sketch, columns: dict[str, str], all_of: str) -> HeatRow:
    table = sketch.table
    edges = (_edge(sketch, table.column_margins.get(key), f"{all_of}, {head}") for key, head in columns.items())
    return HeatRow(all_of, tuple(edges), _edge(sketch, table.totals, all_of))


def _edge(sketch: Sketch, row: Row | None, name: str) -> Tile:
    """The whole of a row or a column; it has no shade, as it is no tile among the others."""
    text = sketch.text(row, sketch.measures[0].id) if row else ""
    known = row is not None and sketch.value(row, sketch.measures[0].id)
    return Tile(text, 0, sketch.link(row, sketch.measures[0].id) if known else None, f"{name} {text}")


def keys_of(sketch: Sketch, dimension: Column) -> dict[str, str]:
    """The values of a dimension in their order, with what they are called; all of what comes round."""
    if dimension.grain in ROUNDS:
        return {place.key: place.short for place in places_of(sketch, dimension)}
    cells: dict[str, Cell] = {}
    for row in sketch.table.rows:
        cell = sketch.table.cell(row, dimension.id)
        cells.setdefault(cell.key, cell)
    ordered = sorted(cells) if dimension.grain else [*_ordered(sketch, dimension, cells)]
    return {key: cells[key].text(sketch.language) for key in ordered}


def _ordered(sketch: Sketch, dimension: Column, cells: dict[str, Cell]) -> list[str]:
    """As the definition has them, where it says; else as they come, the empty and the others last."""
    order = {key: place for place, key in enumerate(dimension.order)}
    return sorted(cells, key=lambda key: (order.get(key, len(order)), key in ("", "~")))


def _end(sketch: Sketch, value: float) -> str:
    measure = sketch.measures[0]
    row = next((row for row in sketch.table.rows if sketch.value(row, measure.id) == value), None)
    return sketch.text(row, measure.id) if row else ""


def _tile(sketch: Sketch, row: Row | None, ends: tuple[float, float], name: str) -> Tile:
    measure = sketch.measures[0]
    value = sketch.value(row, measure.id) if row else None
    if value is None:
        return Tile("", 0, None, name)
    low, high = ends
    part = 1.0 if high <= min(low, 0) else (value - min(low, 0)) / (high - min(low, 0)) if high > 0 else 1.0
    text = sketch.text(row, measure.id)
    return Tile(text, shade_of(part) if value else 0, sketch.link(row, measure.id) if value else None, f"{name} {text}")


def shade_of(part: float) -> int:
    return min(SHADES, 1 + int(part * SHADES)) if part > 0 else 0
