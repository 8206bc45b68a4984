"""Areas one upon the other: what everything comes to over time, and of what it is made."""

from __future__ import annotations

from dataclasses import dataclass

from .drawing import Needs, Sketch, chart
from .line import along, legend_of, said_at
from .plot import Dot, Pane, Path, PlotDrawing, Reading, unit_of
from .scale import scale_of
from .series import Place, Series, places_of, series_of


@dataclass(frozen=True)
class AreaDrawing(PlotDrawing):
    """Surfaces between two axes, the first at the bottom."""


@chart("area", Needs(dimensions=(1, 2), first="ordered"), icon="chart-line")
def area(sketch: Sketch) -> AreaDrawing:
    """One surface for each measure, or for each value of the second dimension; what is not known counts as nothing."""
    at = along(sketch)
    if at is None or not sketch.measures:
        return AreaDrawing(chart="area", label=sketch.label)
    places = places_of(sketch, at)
    series = tuple(each for each in series_of(sketch, places, at) if not each.dashed)
    sums = [_sums(series[: height + 1], len(places)) for height in range(len(series))]
    pane = Pane(len(places), scale_of(sums[-1] if sums else [], sketch.measures[0].type))
    return AreaDrawing(
        chart="area",
        label=sketch.label,
        unit=unit_of(sketch.measures, sketch.language),
        legend=tuple(reversed(legend_of(sketch, series))),
        levels=pane.levels(sketch.language),
        ticks=pane.ticks(places),
        paths=tuple(_surface(pane, sums, height, each) for height, each in enumerate(series)),
        readings=tuple(_reading(sketch, pane, (number, place), series, sums) for number, place in enumerate(places)),
    )


def _sums(series: tuple[Series, ...], places: int) -> list[float]:
    """How high the surfaces stand together at each place."""
    return [sum(max(each.marks[n].value, 0) for each in series if n in each.marks) for n in range(places)]


def _surface(pane: Pane, sums: list[list[float]], height: int, series: Series) -> Path:
    top = [(pane.x(n), pane.y(value)) for n, value in enumerate(sums[height])]
    floor = sums[height - 1] if height else [0] * len(top)
    bottom = [(pane.x(n), pane.y(value)) for n, value in enumerate(floor)]
    points = [*top, *reversed(bottom)]
    return Path("M" + "L".join(f"{x} {y}" for x, y in points) + "Z" if points else "", f"{series.fill} surface")


def _reading(
    sketch: Sketch, pane: Pane, at: tuple[int, Place], series: tuple[Series, ...], sums: list[list[float]]
) -> Reading:
    number, place = at
    dots = tuple(
        Dot(pane.y(sums[height][number]), each.fill, f"{place.name}, {each.name} {mark.shown}", mark.href)
        for height, each in enumerate(series)
        if (mark := each.marks.get(number)) is not None and mark.value
    )
    return pane.reading(number, said_at(sketch, place, number, series), dots)
