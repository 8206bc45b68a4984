"""Lines over time: every stretch has its place, so that a week without anything is seen; the days before are dashed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..answers.table import Column
from .drawing import Needs, Sketch, chart
from .plot import Dot, Pane, Path, PlotDrawing, Reading, unit_of
from .scale import scale_of
from .series import Place, Series, places_of, series_of


@dataclass(frozen=True)
class LineDrawing(PlotDrawing):
    """Lines between two axes."""


@chart("line", Needs(dimensions=(1, 2), first="ordered"), icon="chart-line")
def line(sketch: Sketch) -> LineDrawing:
    """One line for each measure, or for each value of the second dimension."""
    at = along(sketch)
    if at is None or not sketch.measures:
        return LineDrawing(chart="line", label=sketch.label)
    places = places_of(sketch, at)
    series = series_of(sketch, places, at)
    pane = pane_of(sketch, len(places), series)
    return LineDrawing(
        chart="line",
        label=sketch.label,
        unit=unit_of(sketch.measures, sketch.language),
        legend=legend_of(sketch, series),
        levels=pane.levels(sketch.language),
        ticks=pane.ticks(places),
        limits=pane.limit(sketch.measures[0], sketch.language),
        paths=tuple(Path(_path(pane, len(places), each), each.stroke) for each in reversed(series)),
        readings=tuple(_readings(sketch, pane, places, series)),
    )


def along(sketch: Sketch) -> Column | None:
    """The dimension that goes from left to right."""
    named = sketch.column(sketch.chart.x if sketch.chart else None)
    return named or (sketch.table.dimensions[0] if sketch.table.dimensions else None)


def pane_of(sketch: Sketch, places: int, series: tuple[Series, ...]) -> Pane:
    """A pane that holds every mark, and the target."""
    first = sketch.measures[0]
    values = [mark.value for each in series for mark in each.marks.values()]
    values += [first.target.value] if first.target else []
    return Pane(places, scale_of(values, first.type))


def legend_of(sketch: Sketch, series: tuple[Series, ...]) -> tuple[tuple[str, str], ...]:
    """One entry a colour, where there are several series: those that share the last one are the others."""
    names: dict[str, list[str]] = {}
    for each in series if len(series) > 1 else ():
        names.setdefault(each.stroke if each.dashed else each.fill, []).append(each.name)
    others = sketch.say("reports.the_others")
    return tuple((mark, found[0] if len(found) == 1 else others) for mark, found in names.items())


def said_at(sketch: Sketch, place: Place, number: int, series: tuple[Series, ...]) -> str:
    """Every series with its number at a place."""
    marks = [(each.name, each.marks[number]) for each in series if number in each.marks]
    words = [f"{name} {mark.shown}" if len(series) > 1 else mark.shown for name, mark in marks]
    return f"{place.name}{sketch.say('ui.colon')}{' · '.join(words) or '–'}"


def _readings(sketch: Sketch, pane: Pane, places: tuple[Place, ...], series: tuple[Series, ...]) -> Iterator[Reading]:
    for number, place in enumerate(places):
        dots = tuple(
            Dot(pane.y(mark.value), each.fill, f"{place.name}, {each.name} {mark.shown}", mark.href)
            for each in series
            if not each.dashed and (mark := each.marks.get(number)) is not None
        )
        yield pane.reading(number, said_at(sketch, place, number, series), dots)


def _path(pane: Pane, places: int, series: Series) -> str:
    """The line, broken where nothing is known."""
    path, pen_up = [], True
    for number in range(places):
        mark = series.marks.get(number)
        if mark is not None:
            path.append(f"{'M' if pen_up else 'L'}{pane.x(number)} {pane.y(mark.value)}")
        pen_up = mark is None
    return "".join(path)
