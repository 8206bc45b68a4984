"""Points between two measures: each group where its two numbers meet, with the lines of the whole as a cross."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import hypot

from ..answers.table import Column, Row
from .drawing import REST, SERIES, Drawing, Needs, Sketch, chart
from .plot import BOTTOM, HEIGHT, TOP, Level, Tick, breadth, lines_of
from .scale import Scale, scale_of

MOST_POINTS, MOST_LABELS = 200, 14
SMALLEST, GREATEST = 4, 16
# A pane of usual width and a line of text, to see which names would meet.
WIDTH, LINE = 640, 14
# A pane on a phone, how near two points hide each other there, and the steps, in percent, by which one gives way.
PHONE, CLOSE, STEP, LEFTMOST, RIGHTMOST = 250, 7, 3, 1.5, 98.5
ASIDE = (0, 1, -1, 2, -2, 3, -3)
# What a radius is a part of, in percent: points are smaller where the pane is.
ROUND = 5.25
Box = tuple[float, float, float, float]


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
    minor: bool = False  # on a phone its name would stand on another

    @property
    def share(self) -> float:
        """Its radius as a part of the pane, in percent."""
        return round(self.r / ROUND, 2)

    @property
    def lines(self) -> tuple[str, ...]:
        """What it says, in lines that a phone has room for."""
        return lines_of(self.said)


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
    return ScatterDrawing(
        chart="scatter",
        label=sketch.label,
        spots=tuple(_labelled(_side_by_side([_spot(sketch, row, (xs, ys), size) for row in rows]))),
        levels=tuple(Level(_y(ys, tick), ys.text(tick, sketch.language)) for tick in ys.ticks),
        ticks=tuple(_tick(xs, tick, sketch.language) for tick in xs.ticks),
        cross=_cross(sketch, xs, ys),
        across=across.label.text(sketch.language),
        up=up.label.text(sketch.language),
        size=size.label.text(sketch.language) if size else "",
    )


def _pair(sketch: Sketch, row: Row) -> tuple[float | None, float | None]:
    return tuple(sketch.value(row, each.id) for each in sketch.measures[:2])


def _cross(sketch: Sketch, xs: Scale, ys: Scale) -> tuple[float, float] | None:
    """Where everything together stands; a count of everything lies far outside, and says nothing here."""
    x, y = _pair(sketch, sketch.table.totals)
    if x is None or y is None or x > xs.high or y > ys.high:
        return None
    return _x(xs, x), _y(ys, y)


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


def _spot(sketch: Sketch, row: Row, scales: tuple[Scale, Scale], size: Column | None) -> Spot:
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
        labelled=False,
        anchor="end" if x > 70 else "start",
    )


def _side_by_side(spots: list[Spot]) -> list[Spot]:
    """Points that would hide each other on a phone stand beside each other, the small ones last and so on top.

    What they say stays exact.
    """
    placed: list[Spot] = []
    for spot in sorted(spots, key=lambda each: -each.r):
        ways = (spot.x + step * STEP for step in ASIDE if LEFTMOST <= spot.x + step * STEP <= RIGHTMOST)
        free = (x for x in ways if all(hypot((x - one.x) * PHONE / 100, spot.y - one.y) >= CLOSE for one in placed))
        placed.append(replace(spot, x=round(next(free, spot.x), 2)))
    return placed


def _labelled(spots: list[Spot]) -> list[Spot]:
    """Few points have their names beside them, on whichever side nothing else stands; else pointing tells."""
    if len(spots) > MOST_LABELS:
        return spots
    taken = [_box(each.x * WIDTH / 100 - each.r, each.y, 2 * each.r) for each in spots]
    found = {}
    for place in sorted(range(len(spots)), key=lambda place: -spots[place].r):
        spot = spots[place]
        sides = [spot.anchor, "start" if spot.anchor == "end" else "end"]
        free = next((side for side in sides if not _meets(_beside(spot, side), taken, place)), None)
        if free is not None:
            taken.append(_beside(spot, free))
            found[place] = replace(spot, labelled=True, anchor=free)
    return _with_minor([found.get(place, spot) for place, spot in enumerate(spots)])


def _with_minor(spots: list[Spot]) -> list[Spot]:
    """Names for which a phone has no room are left out there."""
    taken = [_box(each.x * PHONE / 100 - each.r / 2, each.y, each.r) for each in spots]
    told = []
    for place, spot in enumerate(spots):
        box = _beside(spot, spot.anchor, PHONE)
        minor = spot.labelled and _meets(box, taken, place, PHONE)
        taken += [box] if spot.labelled and not minor else []
        told.append(replace(spot, minor=minor))
    return told


def _beside(spot: Spot, side: str, pane: int = WIDTH) -> Box:
    """About where a name would stand in a pane of so much width."""
    wide, at = breadth(spot.name), spot.x * pane / 100
    return _box(at + spot.r + 4 if side == "start" else at - spot.r - 4 - wide, spot.y, wide)


def _box(left: float, y: float, wide: float) -> Box:
    return left, y - LINE / 2, left + wide, y + LINE / 2


def _meets(box: Box, taken: list[Box], own: int, pane: int = WIDTH) -> bool:
    """Whether something else stands there, or the pane ends."""
    left, top, right, bottom = box
    others = (each for place, each in enumerate(taken) if place != own)
    apart = all(right <= one[0] or one[2] <= left or bottom <= one[1] or one[3] <= top for one in others)
    return not apart or left < 0 or right > pane


def _radius(sketch: Sketch, row: Row, size: Column | None) -> float:
    """By the surface, not by the width: twice as much looks twice as great."""
    if size is None:
        return 6
    greatest = max((sketch.value(each, size.id) or 0 for each in sketch.table.rows[:MOST_POINTS]), default=0)
    part = (sketch.value(row, size.id) or 0) / greatest if greatest > 0 else 0
    return round(SMALLEST + (GREATEST - SMALLEST) * part**0.5, 1)
