"""Cells and tables that shapes are put together from."""

from __future__ import annotations

from typing import Any

from definitions import Label

from ..answers.showing import percent
from ..answers.table import Cell, Column, ReportTable, Row
from ..sql.question import Question


def number(n: int | None) -> Cell:
    """How many."""
    return Cell(n, Label.of("–" if n is None else f"{n:,}"))


def rate(part: float, whole: float) -> Cell:
    """A share; nothing where there is nothing to have a share of."""
    if not whole:
        return Cell(None, Label.of("–"))
    return Cell(round(part / whole, 6), Label.of(percent(part / whole)))


def blank() -> Cell:
    """Nothing at all."""
    return Cell(None, Label.of(""))


def table_of_shape(
    question: Question, *, columns: tuple[Column, ...], rows: tuple[Row, ...], totals: Row, **more: Any
) -> ReportTable:
    """A table of these cells, with everything that the report says itself."""
    report = question.report
    return ReportTable(
        report=report.id,
        label=report.label,
        form=report.form,
        revision=question.catalog.revision,
        columns=columns,
        rows=rows,
        total=len(rows),
        totals=totals,
        finding=Label.of(""),
        params=question.params,
        chart=report.chart,
        **more,
    )
