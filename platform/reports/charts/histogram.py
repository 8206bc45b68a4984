"""Columns side by side: how many rows fall into each band, or into each weekday, hour or stretch of time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .drawing import Needs, Sketch, chart
from .line import along, legend_of, pane_of, said_at
from .plot import Box, Pane, PlotDrawing, Reading, unit_of
from .series import Place, Series, places_of, series_of

GAP = 0.16  # of a place's width, on either side


@dataclass(frozen=True)
class HistogramDrawing(PlotDrawing):
    """Columns between two axes."""


@chart("histogram", Needs(dimensions=(1, 2), first="ordered"))
def histogram(sketch: Sketch) -> HistogramDrawing:
    """Columns of one measure, of several beside each other, or of the values that split it."""
    at = along(sketch)
    if at is None or not sketch.measures:
        return HistogramDrawing(chart="histogram", label=sketch.label)
    places = places_of(sketch, at)
    series = tuple(each for each in series_of(sketch, places, at) if not each.dashed)
    pane = pane_of(sketch, len(places), series)
    return HistogramDrawing(
        chart="histogram",
        label=sketch.label,
        unit=unit_of(sketch.measures, sketch.language),
        legend=legend_of(sketch, series),
        levels=pane.levels(sketch.language),
        ticks=pane.ticks(places),
        limits=pane.limit(sketch.measures[0], sketch.language),
        readings=tuple(_readings(sketch, pane, places, series)),
    )


def _readings(sketch: Sketch, pane: Pane, places: tuple[Place, ...], series: tuple[Series, ...]) -> Iterator[Reading]:
    width = pane.band * (1 - 2 * GAP) / max(len(series), 1)
    zero = pane.y(0)
    for number, place in enumerate(places):
        left = number * pane.band + pane.band * GAP
        boxes = tuple(
            Box(
                x=round(left + width * nth, 2),
                width=round(width * 0.94, 2),
                y=min(zero, pane.y(mark.value)),
                height=round(abs(zero - pane.y(mark.value)), 1),
                fill=each.fill,
                name=f"{place.name}, {each.name} {mark.shown}",
                href=mark.href,
            )
            for nth, each in enumerate(series)
            if (mark := each.marks.get(number)) is not None and mark.value
        )
        yield pane.reading(number, said_at(sketch, place, number, series), boxes=boxes)
