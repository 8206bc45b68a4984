"""The table: what every other picture falls back on, with each number as a way to its records."""

from __future__ import annotations

from dataclasses import dataclass

from ..answers.table import Column, ReportTable, Row
from ..sql.aspects import BEFORE, CHANGE, COMPARED
from .bar import noted
from .drawing import Drawing, Needs, Sketch, chart


@dataclass(frozen=True)
class Head:
    """A column's name, and what it should come to; numbers stand right, and the headline is about what is charted."""

    label: str
    right: bool
    target: str = ""
    charted: bool = False


@dataclass(frozen=True)
class Field:
    """One value with the address of its records, how it has changed, and whether it is as it should be."""

    text: str
    right: bool
    href: str | None = None
    note: str = ""
    tone: str = ""
    before: str = ""
    state: str = ""


@dataclass(frozen=True)
class Line:
    """A row: its names, then its numbers."""

    names: tuple[str, ...]
    fields: tuple[Field, ...]
    point: str | None = None


@dataclass(frozen=True)
class TableDrawing(Drawing):
    """Heads, rows, what the limit cut off, and the whole."""

    heads: tuple[Head, ...] = ()
    rows: tuple[Line, ...] = ()
    others: Line | None = None
    totals: Line | None = None
    caption: str = ""
    names: int = 1


@chart("table", Needs(dimensions=(0, 4), draws=False), icon="table")
def table(sketch: Sketch) -> TableDrawing:
    """Everything the report says."""
    source = sketch.table
    heads = tuple(_head(sketch, each) for each in (*source.dimensions, *_shown(source)))
    return TableDrawing(
        chart="table",
        label=sketch.label,
        heads=heads,
        rows=tuple(_line(sketch, row) for row in source.rows),
        others=_line(sketch, source.others) if source.others else None,
        totals=_line(sketch, source.totals) if source.dimensions and _says_something(sketch, source.totals) else None,
        caption=source.label.text(sketch.language),
        names=len(source.dimensions),
    )


def _line(sketch: Sketch, row: Row) -> Line:
    source = sketch.table
    if row is source.others or row is source.totals:
        names = (sketch.name(row), *("" for _ in source.dimensions[1:]))
    else:
        names = tuple(row.cells[source.place(each.id)].text(sketch.language) for each in source.dimensions)
    return Line(names, tuple(_field(sketch, row, each) for each in _shown(source)), sketch.pointed(row))


def _says_something(sketch: Sketch, row: Row) -> bool:
    """Signs of which each is of another sort have no whole."""
    return any(sketch.text(row, each.id) for each in sketch.table.measures)


def _shown(source: ReportTable) -> list[Column]:
    """How a number was and has changed stands beside it, not in columns of its own."""
    return [each for each in source.measures if each.aspect not in COMPARED]


def _head(sketch: Sketch, column: Column) -> Head:
    target = column.target_said.text(sketch.language) if column.target_said else ""
    charted = sketch.table.chart is not None and column.id in sketch.table.chart.y
    return Head(column.label.text(sketch.language), column.is_number, target, charted)


def _field(sketch: Sketch, row: Row, column: Column) -> Field:
    change, before = (sketch.table.beside(column.id, name) for name in (CHANGE, BEFORE))
    return Field(
        sketch.text(row, column.id),
        column.is_number,
        _link(sketch, row, column.id),
        **(noted(sketch, row, column, change) if change else {}),
        before=sketch.say("reports.chart.was", value=sketch.text(row, before.id)) if before else "",
        state=sketch.table.cell(row, column.id).state,
    )


def _link(sketch: Sketch, row: Row, measure: str) -> str | None:
    """A number that counts nothing has no address."""
    return sketch.link(row, measure) if sketch.value(row, measure) else None
