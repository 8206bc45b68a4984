"""The funnel: a bar for each stage as a share of the cohort, and below it where the rest of that step went."""

from __future__ import annotations

from dataclasses import dataclass

from ..answers.cell import CellRef
from ..answers.table import Column, Part, Row
from ..shapes.funnel_columns import REACHED, REASONS, STEP
from .drawing import Drawing, Needs, Sketch, chart

LENGTH = 200
OWN, MOST = 3, 3


@dataclass(frozen=True)
class Rest:
    """Those who came no further: what became of them, and how many."""

    name: str
    shown: str
    href: str | None
    reasons: tuple[Rest, ...] = ()


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
        rest=tuple(_rest(sketch, row, each) for each in _became(sketch) if sketch.value(row, each.id)),
    )


def _became(sketch: Sketch) -> list[Column]:
    """The columns that say what became of those who went no further."""
    return [each for each in sketch.table.measures[OWN:] if each.is_number]


def _rest(sketch: Sketch, row: Row, part: Column) -> Rest:
    """What became of some, with the reasons that most of them gave."""
    said = sketch.column(REASONS)
    parts = [each for each in sketch.table.cell(row, REASONS).parts if each.measure == part.id] if said else []
    reasons = tuple(
        Rest(each.label.text(sketch.language), f"{each.n:,}", _reason_link(sketch, row, each)) for each in parts[:MOST]
    )
    return Rest(part.label.text(sketch.language), sketch.text(row, part.id), sketch.link(row, part.id), reasons)


def _reason_link(sketch: Sketch, row: Row, part: Part) -> str | None:
    ref = sketch.table.ref(row, part.measure)
    return sketch.href(CellRef(ref.measure, {**ref.at, REASONS: part.key})) if sketch.href and ref else None
