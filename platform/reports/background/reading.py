"""The answer of a run as it is shown: only while its asker may still see all of it."""

from __future__ import annotations

from dataclasses import replace

from accounts import Work
from definitions import NotFound, Refused
from records import ReportRun, report_runs

from ..answers.answering import report_of
from ..answers.table import ReportTable
from ..sql.question import ask
from .keeping import table_of
from .running import statement_of


def answer_of(work: Work, run: ReportRun) -> ReportTable:
    """The table that was kept. Where the report or the asker's rights have changed since, it is not shown."""
    report = report_of(work, run.report)
    kept = report_runs.answer_of(work.connection, run.id)
    if kept is None:
        raise NotFound()
    if statement_of(work, report, run) != run.statement:
        raise Refused("reports.background.refused.changed", report=report.label)
    return replace(table_of(kept), params=ask(work.at(run.asked_at), report, run.params).params)
