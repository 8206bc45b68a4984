"""The table: what every other picture falls back on, with each number as a way to its records."""

from __future__ import annotations

from dataclasses import dataclass

from ..table import Row
from .drawing import CHARTS, Drawing, Sketch


@dataclass(frozen=True)
class Head:
    """A column's name; numbers stand right."""

    label: str
    right: bool


@dataclass(frozen=True)
class Field:
    """One value with the address of its records."""

    text: str
    right: bool
    href: str | None = None


@dataclass(frozen=True)
class Line:
    """A row: its names, then its numbers."""

    names: tuple[str, ...]
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class TableDrawing(Drawing):
    """Heads, rows, what the limit cut off, and the whole."""

    heads: tuple[Head, ...] = ()
    rows: tuple[Line, ...] = ()
    others: Line | None = None
    totals: Line | None = None
    caption: str = ""
    names: int = 1


@CHARTS.register("table")
def table(sketch: Sketch) -> TableDrawing:
    """Everything the report says."""
    source = sketch.table
    heads = tuple(Head(each.label.text(sketch.language), each.is_number) for each in source.columns)
    return TableDrawing(
        chart="table",
        label=sketch.label,
        heads=heads,
        rows=tuple(_line(sketch, row) for row in source.rows),
        others=_line(sketch, source.others) if source.others else None,
        totals=_line(sketch, source.totals) if source.dimensions else None,
        caption=source.label.text(sketch.language),
        names=len(source.dimensions),
    )


def _line(sketch: Sketch, row: Row) -> Line:
    source = sketch.table
    if row is source.others or row is source.totals:
        names = (sketch.name(row), *("" for _ in source.dimensions[1:]))
    else:
        names = tuple(row.cells[source.place(each.id)].text(sketch.language) for each in source.dimensions)
    fields = tuple(
        Field(sketch.text(row, each.id), each.is_number, _link(sketch, row, each.id)) for each in source.measures
    )
    return Line(names, fields)


def _link(sketch: Sketch, row: Row, measure: str) -> str | None:
    """A number that counts nothing has no address."""
    return sketch.link(row, measure) if sketch.value(row, measure) else None
