"""The funnel: a bar for each stage as a share of the cohort, and below it where the rest of that step went."""

from __future__ import annotations

from dataclasses import dataclass

from ..funnel_columns import REACHED, STEP
from ..table import Row
from .drawing import Drawing, Needs, Sketch, chart

LENGTH = 200
OWN = 3


@dataclass(frozen=True)
class Rest:
    """Those who came no further: what became of them, and how many."""

    name: str
    shown: str
    href: str | None


@dataclass(frozen=True)
class Step:
    """One stage of the funnel."""

    name: str
    width: float
    shown: str
    rate: str
    href: str | None
    rest: tuple[Rest, ...] = ()


@dataclass(frozen=True)
class FunnelDrawing(Drawing):
    """The stages in their order."""

    steps: tuple[Step, ...] = ()
    length: int = LENGTH


@chart("funnel", Needs(shape="funnel"), icon="chart-funnel")
def funnel(sketch: Sketch) -> FunnelDrawing:
    """The first stage is the whole cohort."""
    rows = sketch.table.rows
    whole = sketch.value(rows[0], REACHED) if rows else 0
    steps = tuple(_step(sketch, row, whole, first=place == 0) for place, row in enumerate(rows))
    return FunnelDrawing(chart="funnel", label=sketch.label, steps=steps)


def _step(sketch: Sketch, row: Row, whole: int, *, first: bool) -> Step:
    reached = sketch.value(row, REACHED)
    return Step(
        name=sketch.name(row),
        width=round(LENGTH * reached / whole, 1) if whole else 0,
        shown=sketch.text(row, REACHED),
        rate="" if first else sketch.text(row, STEP),
        href=sketch.link(row, REACHED),
        rest=tuple(
            Rest(each.label.text(sketch.language), sketch.text(row, each.id), sketch.link(row, each.id))
            for each in sketch.table.measures[OWN:]
            if sketch.value(row, each.id)
        ),
    )
