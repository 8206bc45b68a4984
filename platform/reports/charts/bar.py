"""Level bars, one row a group: names beside them may be long, and there may be many."""

from __future__ import annotations

from dataclasses import dataclass

from ..table import Column, Row
from .drawing import CHARTS, SERIES, Drawing, Sketch

MOST_BARS = 30
LENGTH = 200


@dataclass(frozen=True)
class Bar:
    """One bar: how long of LENGTH, which series, and the number it stands for."""

    width: float
    mark: str
    shown: str
    measure: str
    href: str | None = None


@dataclass(frozen=True)
class BarRow:
    """One group's name with its bars."""

    name: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class BarDrawing(Drawing):
    """Rows of bars, and how many groups only the table shows."""

    rows: tuple[BarRow, ...] = ()
    length: int = LENGTH
    more: int = 0
    head: str = ""


@CHARTS.register("bar")
def bar(sketch: Sketch) -> BarDrawing:
    """Measures of one type share a scale; others have their own."""
    table = sketch.table
    tops = {each.id: _top(sketch, each) for each in sketch.measures}
    rows = tuple(_row(sketch, row, tops) for row in table.rows[:MOST_BARS])
    return BarDrawing(
        chart="bar",
        label=sketch.label,
        legend=sketch.legend(),
        rows=rows,
        more=table.total - len(rows),
        head=" · ".join(each.label.text(sketch.language) for each in table.dimensions),
    )


def _row(sketch: Sketch, row: Row, tops: dict[str, float]) -> BarRow:
    bars = tuple(
        Bar(
            width=_width(sketch.value(row, each.id), tops[each.id]),
            mark=mark,
            shown=sketch.text(row, each.id),
            measure=each.label.text(sketch.language),
            href=sketch.link(row, each.id),
        )
        for each, mark in zip(sketch.measures, SERIES, strict=False)
    )
    return BarRow(sketch.name(row), bars)


def _top(sketch: Sketch, measure: Column) -> float:
    alike = [each.id for each in sketch.measures if each.type == measure.type]
    values = [sketch.value(row, id) for id in alike for row in sketch.table.rows[:MOST_BARS]]
    return max((value for value in values if value is not None), default=0)


def _width(value: float | None, top: float) -> float:
    """A bar that is not nothing can be seen."""
    if not value or value < 0 or top <= 0:
        return 0
    return max(1.0, round(LENGTH * value / top, 1))
