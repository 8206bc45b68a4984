"""A dial: one number on its way from nothing to all, with a mark where it should be."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

from ..answers.table import Column
from .drawing import Drawing, Needs, Sketch, chart
from .scale import scale_of

MIDDLE, FLOOR, RADIUS = 100, 100, 84


@dataclass(frozen=True)
class GaugeDrawing(Drawing):
    """Half a ring: the whole way, how far it has gone, and the target across it."""

    way: str = ""
    gone: str = ""
    mark: tuple[float, float, float, float] | None = None
    shown: str = ""
    measure: str = ""
    target: str = ""
    state: str = ""
    ends: tuple[str, str] = ("", "")
    href: str | None = None


@chart("gauge", Needs(dimensions=(0, 4)), icon="target")
def gauge(sketch: Sketch) -> GaugeDrawing:
    """The first measure of everything; a share goes to 100 %, anything else to a round number above it."""
    if not sketch.measures:
        return GaugeDrawing(chart="gauge", label=sketch.label)
    measure, totals = sketch.measures[0], sketch.table.totals
    value, high = sketch.value(totals, measure.id), _end(sketch, measure)
    scale = scale_of([high], measure.type)
    part = min(max((value or 0) / high, 0), 1)
    return GaugeDrawing(
        chart="gauge",
        label=sketch.label,
        way=_arc(0, 1),
        gone=_arc(0, part) if part else "",
        mark=_across(min(measure.target.value / high, 1)) if measure.target else None,
        shown=sketch.text(totals, measure.id),
        measure=measure.label.text(sketch.language),
        target=measure.target_said.text(sketch.language) if measure.target_said else "",
        state=sketch.table.cell(totals, measure.id).state,
        ends=("0", scale.text(high, sketch.language)),
        href=sketch.link(totals, measure.id),
    )


def _end(sketch: Sketch, measure: Column) -> float:
    value = sketch.value(sketch.table.totals, measure.id) or 0
    target = measure.target.value if measure.target else 0
    if measure.type == "percent" and max(value, target) <= 1:
        return 1
    return scale_of([value, target * 1.25], measure.type).high


def _point(part: float, radius: float) -> tuple[float, float]:
    angle = pi * (1 - part)
    return round(MIDDLE + radius * cos(angle), 2), round(FLOOR - radius * sin(angle), 2)


def _arc(start: float, end: float) -> str:
    (x0, y0), (x1, y1) = _point(start, RADIUS), _point(end, RADIUS)
    return f"M{x0} {y0}A{RADIUS} {RADIUS} 0 0 1 {x1} {y1}"


def _across(part: float) -> tuple[float, float, float, float]:
    return (*_point(part, RADIUS - 14), *_point(part, RADIUS + 14))
