"""Cohorts one below the other: how great each is, and which share had got there after each stretch of time."""

from __future__ import annotations

from dataclasses import dataclass

from ..answers.table import Column, Row
from .drawing import Drawing, Needs, Sketch, chart
from .heat import HeatRow, Tile, shade_of


@dataclass(frozen=True)
class CohortRow(HeatRow):
    """One cohort: its name, how many came in, and the tiles."""

    size: str = ""
    href: str | None = None


@dataclass(frozen=True)
class CohortDrawing(Drawing):
    """Tiles in rows, deeper the greater the share."""

    heads: tuple[str, ...] = ()
    rows: tuple[CohortRow, ...] = ()
    corner: str = ""
    size: str = ""
    whole: CohortRow | None = None


@chart("cohort", Needs(shape="cohort"), icon="layout-dashboard")
def cohort(sketch: Sketch) -> CohortDrawing:
    """What nobody has had the time for yet stays empty."""
    size, *steps = sketch.table.measures
    values = [sketch.value(row, each.id) or 0 for row in sketch.table.rows for each in steps]
    top = max(values, default=0)
    return CohortDrawing(
        chart="cohort",
        label=sketch.label,
        heads=tuple(each.label.text(sketch.language) for each in steps),
        rows=tuple(_row(sketch, row, (size, *steps), top) for row in sketch.table.rows),
        corner=sketch.table.dimensions[0].label.text(sketch.language),
        size=size.label.text(sketch.language),
        whole=_row(sketch, sketch.table.totals, (size, *steps), top),
    )


def _row(sketch: Sketch, row: Row, columns: tuple[Column, ...], top: float) -> CohortRow:
    size, *steps = columns
    return CohortRow(
        name=sketch.name(row),
        tiles=tuple(_tile(sketch, row, each, top) for each in steps),
        size=sketch.text(row, size.id),
        href=sketch.link(row, size.id),
    )


def _tile(sketch: Sketch, row: Row, step: Column, top: float) -> Tile:
    value, text = sketch.value(row, step.id), sketch.text(row, step.id)
    name = f"{sketch.name(row)}, {step.label.text(sketch.language)} {text}"
    shade = shade_of(value / top) if value and top else 0
    return Tile(text, shade, sketch.link(row, step.id) if value else None, name)
