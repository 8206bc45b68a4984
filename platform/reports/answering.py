"""Runs a report: one statement, and its rows as a table with words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row as DatabaseRow

from accounts import Work, allowed
from definitions import Label, NotFound

from .definition import ReportDefinition
from .finding import finding_of
from .funnel import funnel_statement, funnel_table
from .question import Question, ask, is_for
from .showing import DimensionShower, MeasureShower, Shower
from .statement import GROUPS, statement_of
from .table import Cell, ReportTable, Row

ADDITIVE = ("count", "sum")


def reports_for(work: Work, form: str | None = None) -> tuple[ReportDefinition, ...]:
    """The reports that the actor may open, in order of their files."""
    if not allowed(work.actor, "report"):
        return ()
    role = work.actor.role.id if work.actor.role else ""
    everything = work.catalog.all("report") if form is None else work.catalog.of_form("report", form)
    return tuple(
        report
        for report in everything
        if allowed(work.actor, "see", report.form)
        and (work.actor.is_system or not report.roles or role in report.roles)
        and is_for(work, report)
    )


def report_of(work: Work, report_id: str) -> ReportDefinition:
    """The report, if the actor may open it; NotFound tells nothing about those they may not."""
    found = next((report for report in reports_for(work) if report.id == report_id), None)
    if found is None:
        raise NotFound("reports.refused.no_report", name=report_id[:80]) if work.actor.is_system else NotFound()
    return found


def run(work: Work, report: ReportDefinition, params: Mapping[str, Any] | None = None) -> ReportTable:
    """The report's answer, as far as the actor's reports reach."""
    question = ask(work, report, params)
    if report.funnel:
        rows = work.connection.execute(funnel_statement(question)).all()
        return funnel_table(question, rows)
    return _Answer(question).table(work.connection.execute(statement_of(question)).all())


def explain(work: Work, report: ReportDefinition, params: Mapping[str, Any] | None = None) -> str:
    """The SQL that answers the report in this database, with its values written in where the dialect can."""
    question = ask(work, report, params)
    statement = funnel_statement(question) if report.funnel else statement_of(question)
    dialect = work.connection.dialect
    return str(statement.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))


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
        for number, each in enumerate(self.dimensions):
            each.expect([row[number] for row in found])
        report, groups = self.question.report, found[0]._mapping[GROUPS] if found else 0
        rows = tuple(self._row(row) for row in found)
        totals = self._totals(found)
        table = ReportTable(
            report=report.id,
            label=report.label,
            form=report.form,
            revision=self.question.catalog.revision,
            columns=tuple(each.column() for each in (*self.dimensions, *self.measures)),
            rows=rows,
            total=groups,
            totals=totals,
            finding=Label.of(""),
            others=self._others(rows, totals) if groups > len(rows) else None,
            params=self.question.params,
            chart=report.chart,
        )
        return finding_of(table)

    def _row(self, row: DatabaseRow) -> Row:
        shown = zip((*self.dimensions, *self.measures), row, strict=False)
        return Row(tuple(each.cell(value) for each, value in shown))

    def _totals(self, found: Sequence[DatabaseRow]) -> Row:
        """The whole; without a single row counts are 0 and everything else is unknown."""
        start = len(self.dimensions) + len(self.measures)
        if found:
            values = list(found[0][start : start + len(self.measures)])
        else:
            values = [0 if each.type == "integer" else None for each in self.measures]
        empty = [Cell(None, Label.of("")) for _ in self.dimensions]
        return Row((*empty, *(each.cell(value) for each, value in zip(self.measures, values, strict=True))))

    def _others(self, rows: Sequence[Row], totals: Row) -> Row:
        """What the cut groups come to, where it follows from the totals: counts, sums, and ratios of those."""
        start, values = len(self.dimensions), {}
        for place, each in enumerate(self.measures, start):
            measure = each.measure
            if measure.kind in ADDITIVE:
                values[measure.id] = _rest(totals.cells[place].value, [row.cells[place].value for row in rows])
            elif measure.kind == "ratio":
                part, whole = (values.get(name) for name in measure.parts)
                values[measure.id] = part / whole if part is not None and whole else None
        head = [Cell(None, Label.of("")) for _ in self.dimensions]
        return Row((*head, *(each.cell(values.get(each.measure.id)) for each in self.measures)))


def _rest(total: Any, shown: Sequence[Any]) -> Any:
    return None if total is None else total - sum(value for value in shown if value is not None)
