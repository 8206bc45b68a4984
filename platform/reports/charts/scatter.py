"""Points between two measures: each group where its two numbers meet, with the lines of the whole as a cross."""

from __future__ import annotations

from dataclasses import dataclass

from ..answers.table import Column, Row
from .drawing import REST, SERIES, Drawing, Needs, Sketch, chart
from .plot import BOTTOM, HEIGHT, TOP, Level, Tick
from .scale import Scale, scale_of

MOST_POINTS, MOST_LABELS = 200, 14
SMALLEST, GREATEST = 4, 16


@dataclass(frozen=True)
class Spot:
    """One group: where it stands, how great it is, and what it says."""

    x: float
    y: float
    r: float
    mark: str
    name: str
    said: str
    href: str | None
    labelled: bool
    anchor: str


@dataclass(frozen=True)
class ScatterDrawing(Drawing):
    """Two axes with a number each, the cross of the whole, and the points."""

    spots: tuple[Spot, ...] = ()
    levels: tuple[Level, ...] = ()
    ticks: tuple[Tick, ...] = ()
    cross: tuple[float, float] | None = None
    across: str = ""
    up: str = ""
    size: str = ""
    height: int = HEIGHT
    top: int = TOP
    bottom: int = BOTTOM


@chart("scatter", Needs(dimensions=(1, 2), measures=2), icon="point")
def scatter(sketch: Sketch) -> ScatterDrawing:
    """The first measure goes across, the second up; a third can be how great a point is."""
    if len(sketch.measures) < 2:
        return ScatterDrawing(chart="scatter", label=sketch.label)
    across, up = sketch.measures[:2]
    rows = [row for row in sketch.table.rows[:MOST_POINTS] if None not in _pair(sketch, row)]
    xs, ys = _scale(sketch, rows, across), _scale(sketch, rows, up)
    size = sketch.column(sketch.chart.size if sketch.chart else None)
    whole = _pair(sketch, sketch.table.totals)
    return ScatterDrawing(
        chart="scatter",
        label=sketch.label,
        spots=tuple(_spot(sketch, row, (xs, ys), size, few=len(rows) <= MOST_LABELS) for row in rows),
        levels=tuple(Level(_y(ys, tick), ys.text(tick, sketch.language)) for tick in ys.ticks),
        ticks=tuple(_tick(xs, tick, sketch.language) for tick in xs.ticks),
        cross=None if None in whole else (_x(xs, whole[0]), _y(ys, whole[1])),
        across=across.label.text(sketch.language),
        up=up.label.text(sketch.language),
        size=size.label.text(sketch.language) if size else "",
    )


def _pair(sketch: Sketch, row: Row) -> tuple[float | None, float | None]:
    return tuple(sketch.value(row, each.id) for each in sketch.measures[:2])


def _scale(sketch: Sketch, rows: list[Row], measure: Column) -> Scale:
    values = [sketch.value(row, measure.id) for row in (*rows, sketch.table.totals)]
    in_view = [value for value in values if value is not None]
    highest = max((sketch.value(row, measure.id) for row in rows), default=0)
    return scale_of([value for value in in_view if value <= highest], measure.type)


def _x(scale: Scale, value: float) -> float:
    return round(3 + 94 * min(scale.part(value), 1), 2)


def _y(scale: Scale, value: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * min(scale.part(value), 1), 1)


def _tick(scale: Scale, tick: float, language: str) -> Tick:
    return Tick(_x(scale, tick), scale.text(tick, language))


def _spot(sketch: Sketch, row: Row, scales: tuple[Scale, Scale], size: Column | None, *, few: bool) -> Spot:
    across, up = sketch.measures[:2]
    xs, ys = scales
    said = " · ".join(
        f"{each.label.text(sketch.language)} {sketch.text(row, each.id)}"
        for each in (across, up, *([size] if size else []))
    )
    x = _x(xs, sketch.value(row, across.id))
    return Spot(
        x=x,
        y=_y(ys, sketch.value(row, up.id)),
        r=_radius(sketch, row, size),
        mark=REST if any(cell.key == "~" for cell in row.cells) else SERIES[0],
        name=sketch.name(row),
        said=f"{sketch.name(row)}{sketch.say('ui.colon')}{said}",
        href=sketch.link(row, across.id),
        labelled=few,
        anchor="end" if x > 70 else "start",
    )


def _radius(sketch: Sketch, row: Row, size: Column | None) -> float:
    """By the surface, not by the width: twice as much looks twice as great."""
    if size is None:
        return 6
    greatest = max((sketch.value(each, size.id) or 0 for each in sketch.table.rows[:MOST_POINTS]), default=0)
    part = (sketch.value(row, size.id) or 0) / greatest if greatest > 0 else 0
    return round(SMALLEST + (GREATEST - SMALLEST) * part**0.5, 1)
