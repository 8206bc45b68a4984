"""Lines over time: every stretch has its place, so that a week without anything is seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from ..grains import next_start, shown
from ..table import Column, Row
from .drawing import CHARTS, Drawing, Sketch, nice_ticks

WIDTH, HEIGHT = 372, 160
LEFT, RIGHT, TOP, BOTTOM = 40, 364, 12, 132
MOST_PLACES = 400
MOST_NAMES = 4
LINES = ("l1", "l4", "l3")
DOTS = {"l1": "f1", "l4": "f4", "l3": "f3"}


@dataclass(frozen=True)
class Point:
    """One number on its line."""

    x: float
    y: float
    name: str
    shown: str
    href: str | None


@dataclass(frozen=True)
class Line:
    """One measure: its path, broken where nothing is known, and its points."""

    name: str
    mark: str
    path: str
    points: tuple[Point, ...]

    @property
    def dot(self) -> str:
        """The class that fills its points."""
        return DOTS[self.mark]


@dataclass(frozen=True)
class Tick:
    """A number or a time beside an axis."""

    at: float
    text: str
    anchor: str = "middle"


@dataclass(frozen=True)
class LineDrawing(Drawing):
    """Lines between two axes."""

    lines: tuple[Line, ...] = ()
    levels: tuple[Tick, ...] = ()
    times: tuple[Tick, ...] = ()
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT


@CHARTS.register("line")
def line(sketch: Sketch) -> LineDrawing:
    """One line for each measure; a count is 0 where there is no row."""
    table = sketch.table
    if not table.dimensions or not table.dimensions[0].grain:
        return LineDrawing(chart="line", label=sketch.label)
    time = table.dimensions[0]
    rows = {_moment(table.cell(row, time.id).key): row for row in table.rows if table.cell(row, time.id).key}
    places = _places(sorted(rows), time.grain)
    measures = sketch.measures[: len(LINES)]
    values = [v for row in rows.values() for each in measures if (v := sketch.value(row, each.id)) is not None]
    levels = nice_ticks(max(values, default=0))
    axes = _Axes(places, levels[-1], time)
    return LineDrawing(
        chart="line",
        label=sketch.label,
        legend=tuple((DOTS[mark], name) for mark, (_, name) in zip(LINES, sketch.legend(), strict=False)),
        lines=tuple(_line(sketch, rows, axes, (each, mark)) for each, mark in zip(measures, LINES, strict=False)),
        levels=tuple(Tick(axes.y(level), f"{level:,}") for level in levels),
        times=axes.times(sketch.language),
    )


@dataclass(frozen=True)
class _Axes:
    """Where a time and a number stand in the picture."""

    places: tuple[date, ...]
    top: float
    time: Column

    def x(self, place: int) -> float:
        if len(self.places) < 2:
            return (LEFT + RIGHT) / 2
        return round(LEFT + (RIGHT - LEFT) * place / (len(self.places) - 1), 1)

    def y(self, value: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * value / self.top, 1)

    def times(self, language: str) -> tuple[Tick, ...]:
        """A few names that do not touch, always the last one."""
        every = max(1, -(-len(self.places) // MOST_NAMES))
        chosen = range(len(self.places) - 1, -1, -every)
        last = len(self.places) - 1
        return tuple(
            Tick(self.x(place), self._short(place, language), "end" if place == last and last else "middle")
            for place in reversed(chosen)
            if place == last or self.x(place) >= LEFT
        )

    def _short(self, place: int, language: str) -> str:
        moment, grain = self.places[place], self.time.grain
        return f"{moment:%m-%d}" if grain in ("day", "week") else shown(moment, grain, language)


def _line(sketch: Sketch, rows: Mapping[date, Row], axes: _Axes, drawn: tuple[Column, str]) -> Line:
    measure, mark = drawn
    points: list[Point] = []
    path, pen_up = [], True
    for place, moment in enumerate(axes.places):
        row = rows.get(moment)
        value = sketch.value(row, measure.id) if row else (0 if measure.type == "integer" else None)
        if value is None:
            pen_up = True
            continue
        x, y = axes.x(place), axes.y(value)
        path.append(f"{'M' if pen_up else 'L'}{x} {y}")
        pen_up = False
        if row:
            points.append(Point(x, y, sketch.name(row), sketch.text(row, measure.id), sketch.link(row, measure.id)))
    return Line(measure.label.text(sketch.language), mark, "".join(path), tuple(points))


def _places(moments: list[date], grain: str) -> tuple[date, ...]:
    """Every stretch from the first to the last; too many of them, and only those that have something."""
    if not moments:
        return ()
    found, moment = [], moments[0]
    for _ in range(MOST_PLACES):
        found.append(moment)
        moment = next_start(moment, grain)
        if moment > moments[-1]:
            return tuple(found)
    return tuple(moments)


def _moment(key: str) -> date:
    return datetime.fromisoformat(key) if "T" in key else date.fromisoformat(key)
