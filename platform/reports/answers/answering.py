"""Runs a report: one statement, and its rows as a table with words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Row as DatabaseRow

from accounts import Work, allowed
from definitions import Label, NotFound
from records import time_limit

from ..building.personal import is_personal, personal_report
from ..definition import ReportDefinition
from ..params import today_of
from ..shapes import SHAPES
from ..sql.counted import others_mark
from ..sql.kept import rows_of
from ..sql.question import Question, ask, is_for
from ..sql.statement import GROUPS, MISSED, MISSES, statement_of
from .finding import finding_of
from .measuring import MeasureShower
from .naming import DimensionShower
from .showing import Shower
from .table import Cell, Column, ReportTable, Row

BLANK = Cell(None, Label.of(""))


def reports_for(work: Work, form: str | None = None) -> tuple[ReportDefinition, ...]:
    """The reports that the actor may open, in order of their files."""
    everything = work.catalog.all("report") if form is None else work.catalog.of_form("report", form)
    return tuple(report for report in everything if may_open(work, report))


def may_open(work: Work, report: ReportDefinition) -> bool:
    """Whether the actor may open a report of the house: their rights, its roles, and nothing hidden that it needs."""
    role = work.actor.role.id if work.actor.role else ""
    return (
        allowed(work.actor, "report")
        and allowed(work.actor, "see", report.form)
        and (work.actor.is_system or not report.roles or role in report.roles)
        and is_for(work, report)
    )


def report_of(work: Work, report_id: str) -> ReportDefinition:
    """The report, if the actor may open it; NotFound tells nothing about those they may not."""
    if is_personal(report_id):
        return personal_report(work, report_id)
    found = work.catalog.find("report", report_id)
    if found is None or not may_open(work, found):
        raise NotFound("reports.refused.no_report", name=report_id[:80]) if work.actor.is_system else NotFound()
    return found


def run(
    work: Work, report: ReportDefinition, params: Mapping[str, Any] | None = None, *, within: float | None = None
) -> ReportTable:
    """The report's answer, as far as the actor's reports reach; TookTooLong where that takes longer."""
    question = ask(work, report, params)
    shape = SHAPES.get(report.shape.name) if report.shape is not None else None
    with time_limit(work.connection, within):
        found = rows_of(question, shape.statement if shape else statement_of)
        return shape.table(question, found) if shape else _Answer(question).table(found)


class _Answer:
    """Turns the statement's rows into a table."""

    def __init__(self, question: Question) -> None:
        self.question = question
        shower = Shower(question)
        self.dimensions = [DimensionShower(shower, asked) for asked in question.dimensions]
        self.measures = [MeasureShower(shower, measure) for measure in question.measures]
        self.shower = shower

    def table(self, found: Sequence[DatabaseRow]) -> ReportTable:
        """Columns, rows, totals, what the limit left out, and the finding."""
        shown = [row for row in found if not row._mapping.get(MISSES)]
        for number, each in enumerate(self.dimensions):
            each.expect([row._mapping[f"d{number}"] for row in shown])
        report, groups = self.question.report, found[0]._mapping[GROUPS] if found else 0
        rows = tuple(self._row(row) for row in shown)
        totals = self._row(found[0], "t", named=False) if found else self._nothing()
        table = ReportTable(
            report=report.id,
            label=report.label,
            form=report.form,
            revision=self.question.catalog.revision,
            columns=(*(each.column() for each in self.dimensions), *self._measured()),
            rows=rows,
            total=groups,
            within=groups - found[0]._mapping.get(MISSED, 0) if found else 0,
            totals=totals,
            finding=Label.of(""),
            others=self._row(found[0], "o", named=False) if groups > len(rows) else None,
            params=self.question.params,
            chart=report.chart,
            opens=not self.question.entity.of_people,
            row_margins=self._margins(shown, "r", 0),
            column_margins=self._margins(shown, "c", 1),
        )
        return finding_of(table, today_of(self.question.env))

    def _margins(self, found: Sequence[DatabaseRow], face: str, place: int) -> dict[str, Row]:
        """The edges of a pivot by the key of the dimension that each is about."""
        if not found or f"{face}0" not in found[0]._mapping:
            return {}
        margins = {}
        for row in found:
            key = self._key(row._mapping, place)
            if key.key not in margins:
                edge = self._row(row, face, named=False)
                cells = (*edge.cells[:place], key, *edge.cells[place + 1 :])
                margins[key.key] = Row(cells, kept=(self.dimensions[place].asked.id,))
        return margins

    def _measured(self) -> Iterator[Column]:
        return chain.from_iterable(each.columns() for each in self.measures)

    def _row(self, row: DatabaseRow, face: str = "m", *, named: bool = True) -> Row:
        """One group, or, without names, the whole or the others."""
        found = row._mapping
        keys = [self._key(found, place) if named else BLANK for place in range(len(self.dimensions))]
        measured = (each.cells(found, f"{face}{place}") for place, each in enumerate(self.measures))
        return Row((*keys, *chain.from_iterable(measured)))

    def _key(self, found: Mapping[str, Any], place: int) -> Cell:
        shower, key = self.dimensions[place], f"d{place}"
        return shower.others() if found.get(others_mark(key)) else shower.cell(found[key])

    def _nothing(self) -> Row:
        """The whole without a single row: counts are 0 and everything else is unknown."""
        values = chain.from_iterable(each.nothing() for each in self.measures)
        return Row((*(BLANK for _ in self.dimensions), *values))
