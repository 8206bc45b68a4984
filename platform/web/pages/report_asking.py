"""Asking by typing: the answer to a line, and the records behind its numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from flask import Blueprint, request

import reports
from accounts import Work, require
from definitions import NotFound, Refused

from .. import desk
from ..htmx import go, page
from ..languages import language
from ..lists import those
from ..report_asked import ANSWER, AskLine, as_read, to_begin_with
from ..reporting import PAGE_SECONDS
from .report_records import chosen_of, records_behind

blueprint = Blueprint("report_asking", __name__, url_prefix="/reports")


@dataclass(frozen=True)
class WordsPart:
    """How the line could go on."""

    to: str
    words: tuple[reports.Suggestion, ...]


@dataclass(frozen=True)
class AskedPage:
    """A line, how it was read, and what it finds."""

    ask: AskLine
    text: str
    finding: str = ""
    error: str = ""
    lost: bool = False
    empty: bool = False
    drawing: reports.Drawing | None = None
    table: reports.Drawing | None = None
    criteria: reports.Criteria | None = None


@blueprint.get("/new/words")
def words():
    """The words that what was typed begins."""
    with desk.reading() as work:
        require(work, "report")
        found = reports.suggestions(work, request.args.get("ask", ""))
    return page("partials/reports/words.html", WordsPart(ANSWER, found))


@blueprint.get("/answer")
def answer():
    """What a line finds; without one the list of reports, where it is typed."""
    line = request.args.get("ask", "").strip()
    if not line:
        return go("/reports")
    with desk.asking() as work:
        found, written = _asked(work, line)
        if found.answer is not None:
            return go(_address(found.answer))
        context = AskedPage(as_read(found, line, ANSWER), written.text)
        return page("pages/reports/asked.html", _answered(work, context, found, written))


def _address(ready: reports.ReadyAnswer) -> str:
    """The address of the ready report, of the days that were asked for."""
    return f"/reports/{ready.report.id}" + (f"?{urlencode({'period': ready.period})}" if ready.period else "")


@blueprint.get("/answer/records")
def records():
    """The records behind a number of the answer."""
    with desk.reading() as work:
        report, drill = _number(work)
        return records_behind(work, report, drill, ANSWER)


@blueprint.get("/answer/records/export.<any(csv, xlsx):kind>")
def export(kind: str):
    """Exactly these records as a file."""
    return those.as_file("answer", kind, lambda work: chosen_of(work, _number(work)[1]))


def _number(work: Work) -> tuple[reports.ReportDefinition, reports.Drill]:
    """The number of the answer that the address names."""
    _, written = _asked(work, request.args.get("ask", "").strip())
    report = _sound(written)
    return report, reports.drill(work, report, {}, request.args.get("cell", ""))


def _asked(work: Work, line: str) -> tuple[reports.Asked, reports.Written]:
    require(work, "report")
    found = reports.asked(work, line)
    if found is None:
        raise NotFound
    return found, reports.write(work.catalog, reports.in_order(found.data))


def _sound(written: reports.Written) -> reports.ReportDefinition:
    if written.report is None:
        raise NotFound
    return written.report


def _answered(work: Work, context: AskedPage, found: reports.Asked, written: reports.Written) -> AskedPage:
    """With the answer; where the report cannot be asked, with the reason."""
    lost = bool(found.unknown) and found.missed >= len("".join(context.ask.line.split()))
    if lost:
        context = replace(context, ask=replace(context.ask, examples=to_begin_with(work, ANSWER).examples))
    if written.report is None:
        problem = next(each for each in written.problems if each.is_error)
        return replace(context, error=problem.sentence(language()), lost=lost)
    try:
        table = reports.run(work, written.report, within=PAGE_SECONDS)
    except Refused as refused:
        return replace(context, error=refused.text(language()), lost=lost)

    def href(ref: reports.CellRef) -> str:
        return f"{ANSWER}/records?{urlencode({'ask': context.ask.line, 'cell': str(ref)})}"

    chart = written.report.chart
    pictured = bool(table.rows) and chart is not None and chart.type != "table"
    return replace(
        context,
        lost=lost,
        finding=table.finding.text(language()),
        empty=not table.rows,
        drawing=reports.draw(table, language(), href=href) if pictured else None,
        table=reports.draw(table, language(), href=href, chart="table") if table.rows else None,
        criteria=reports.criteria_of(work, written.report),
    )
