"""A ring of shares: the four greatest and the rest, each with its number beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, pi, sin

from ..answers.table import Row
from ..sql.dimensions import OTHERS
from .drawing import REST, SERIES, Drawing, Needs, Sketch, chart

MIDDLE, OUTER, INNER = 60, 58, 36


@dataclass(frozen=True)
class Slice:
    """One part of the ring."""

    name: str
    mark: str
    path: str
    shown: str
    share: str
    href: str | None
    point: str | None = None


@dataclass(frozen=True)
class PieDrawing(Drawing):
    """The ring and what it comes to."""

    slices: tuple[Slice, ...] = ()
    whole: str = ""
    measure: str = ""
    href: str | None = None


@chart("pie", Needs(dimensions=(1, 1)), icon="circle-dashed")
def pie(sketch: Sketch) -> PieDrawing:
    """Only what adds up to a whole can be cut into shares; what is less than nothing is left out."""
    table = sketch.table
    if not sketch.measures:
        return PieDrawing(chart="pie", label=sketch.label)
    measure = sketch.measures[0]
    return PieDrawing(
        chart="pie",
        label=sketch.label,
        slices=tuple(_slices(sketch)),
        whole=sketch.text(table.totals, measure.id),
        measure=measure.label.text(sketch.language),
        href=sketch.link(table.totals, measure.id),
    )


def _slices(sketch: Sketch) -> Iterator[Slice]:
    measure = sketch.measures[0]
    values = [(row, value) for row in sketch.table.rows if (value := sketch.value(row, measure.id) or 0) > 0]
    ranked = sorted(values, key=lambda each: (_is_rest(each[0]), -each[1]))
    own, rest = ranked[: len(SERIES)], ranked[len(SERIES) :]
    cut = sketch.value(sketch.table.others, measure.id) or 0 if sketch.table.others else 0
    whole, at = sum(value for _, value in ranked) + cut, 0.0
    for (row, value), mark in zip(own, SERIES, strict=False):
        mark = REST if _is_rest(row) else mark
        shown, href = sketch.text(row, measure.id), sketch.link(row, measure.id)
        arc, share = _arc(at, at + value / whole), _percent(value / whole)
        yield Slice(sketch.name(row), mark, arc, shown, share, href, sketch.pointed(row))
        at += value / whole
    left = sum(value for _, value in rest) + cut
    if left:
        name = sketch.say("reports.others", n=len(rest) + (sketch.table.left_out if cut else 0))
        shown = f"{left:,}" if isinstance(left, int) else f"{left:,.2f}"
        yield Slice(name, REST, _arc(at, 1), shown, _percent(left / whole), None)


def _is_rest(row: Row) -> bool:
    return any(cell.key == OTHERS for cell in row.cells)


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%"


def _arc(start: float, end: float) -> str:
    """A piece of a ring from one share of the way round to another; a whole ring in two halves."""
    if end - start > 0.999:
        return _arc(start, start + 0.5) + _arc(start + 0.5, start + 0.9999)
    far = 1 if end - start > 0.5 else 0
    (x0, y0), (x1, y1) = _point(start, OUTER), _point(end, OUTER)
    (x2, y2), (x3, y3) = _point(end, INNER), _point(start, INNER)
    return f"M{x0} {y0}A{OUTER} {OUTER} 0 {far} 1 {x1} {y1}L{x2} {y2}A{INNER} {INNER} 0 {far} 0 {x3} {y3}Z"


def _point(part: float, radius: float) -> tuple[float, float]:
    angle = 2 * pi * part - pi / 2
    return round(MIDDLE + radius * cos(angle), 2), round(MIDDLE + radius * sin(angle), 2)
