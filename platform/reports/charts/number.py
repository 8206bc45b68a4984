"""Few numbers, large: the totals of a report."""

from __future__ import annotations

from dataclasses import dataclass

from .drawing import CHARTS, Drawing, Sketch

MOST = 6


@dataclass(frozen=True)
class Figure:
    """One number and what it counts."""

    label: str
    shown: str
    href: str | None


@dataclass(frozen=True)
class NumberDrawing(Drawing):
    """The figures side by side."""

    figures: tuple[Figure, ...] = ()


@CHARTS.register("number")
def number(sketch: Sketch) -> NumberDrawing:
    """The measures the chart names, else the first few."""
    table = sketch.table
    named = sketch.measures if table.chart and table.chart.y else table.own_measures[:MOST]
    figures = tuple(
        Figure(each.label.text(sketch.language), sketch.text(table.totals, each.id), sketch.link(table.totals, each.id))
        for each in named
    )
    return NumberDrawing(chart="number", label=sketch.label, figures=figures)
