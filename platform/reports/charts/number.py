"""Few numbers, large: what a report comes to, how that has changed, and the way there as a small line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..answers.table import Column
from ..sql.aspects import BEFORE, CHANGE
from .bar import noted
from .drawing import Drawing, Needs, Sketch, chart
from .scale import scale_of
from .series import Series, places_of, series_of

MOST = 6
WIDTH, HEIGHT = 120, 32


@dataclass(frozen=True)
class Figure:
    """One number and what it counts; how it has changed, whether it is as it should be, and how it came there."""

    label: str
    shown: str
    href: str | None
    note: str = ""
    tone: str = ""
    before: str = ""
    target: str = ""
    state: str = ""
    path: str = ""


@dataclass(frozen=True)
class NumberDrawing(Drawing):
    """The figures side by side."""

    figures: tuple[Figure, ...] = ()
    width: int = WIDTH
    height: int = HEIGHT


@chart("number", Needs(dimensions=(0, 4), draws=False), icon="hash")
def number(sketch: Sketch) -> NumberDrawing:
    """The measures the chart names, else the first few; over time each has its line."""
    table = sketch.table
    named = sketch.named or table.own_measures[:MOST]
    paths = dict(_paths(sketch))
    figures = tuple(_figure(sketch, each, paths.get(each.id, "")) for each in named)
    return NumberDrawing(chart="number", label=sketch.label, figures=figures)


def _figure(sketch: Sketch, measure: Column, path: str) -> Figure:
    table = sketch.table
    change, before = table.beside(measure.id, CHANGE), table.beside(measure.id, BEFORE)
    was = sketch.text(table.totals, before.id) if before else ""
    return Figure(
        label=measure.label.text(sketch.language),
        shown=sketch.text(table.totals, measure.id),
        href=sketch.link(table.totals, measure.id),
        **(noted(sketch, table.totals, measure, change) if change else {}),
        before=sketch.say("reports.chart.was", value=was) if before else "",
        target=measure.target_said.text(sketch.language) if measure.target_said else "",
        state=table.cell(table.totals, measure.id).state,
        path=path,
    )


def _paths(sketch: Sketch) -> Iterator[tuple[str, str]]:
    """Each measure along the first dimension, where that is one of time."""
    dimensions = sketch.table.dimensions
    if not dimensions or not dimensions[0].grain or len(dimensions) > 1:
        return
    places = places_of(sketch, dimensions[0])
    series = [each for each in series_of(sketch, places, dimensions[0]) if not each.dashed]
    for measure, each in zip(sketch.measures, series, strict=False):
        yield measure.id, _path(each, len(places))


def _path(series: Series, places: int) -> str:
    scale = scale_of([mark.value for mark in series.marks.values()], series.type)
    step = WIDTH / max(places - 1, 1)
    points = [
        f"{round(place * step, 1)} {round(HEIGHT - 2 - (HEIGHT - 4) * scale.part(mark.value), 1)}"
        for place, mark in sorted(series.marks.items())
    ]
    return f"M{'L'.join(points)}" if len(points) > 1 else ""
