"""Reports: the finding, the picture, the same as a table, as a page and as files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, request

import reports
from accounts import Work, require
from definitions import Refused
from forms import form_of
from records import TookTooLong

from .. import desk, moments
from ..htmx import page
from ..languages import language, t
from ..report_asked import ANSWER, AskLine, to_begin_with
from ..report_later import moved_on
from ..report_shelf import IndexCard, IndexGroup, my_shelf
from ..report_view import report_page
from ..reporting import FILE_SECONDS, PAGE_SECONDS

blueprint = Blueprint("reports", __name__, url_prefix="/reports")


@dataclass(frozen=True)
class IndexPage:
    """Every report one may open, by subject; the line to ask in and the dashboards stand above them."""

    ask: AskLine
    groups: tuple[IndexGroup, ...]
    dashboards: tuple[IndexCard, ...] = ()
    has_runs: bool = False


@dataclass(frozen=True)
class FindingPart:
    """A sentence on a card."""

    finding: str


@dataclass(frozen=True)
class ExplainPage:
    """The statement behind a report, cut where the clause of rights stands."""

    title: str
    reader: str
    rights: str
    around: tuple[str, ...]
    back: str


@blueprint.get("")
def index():
    """All reports by subject; what they find is asked for one by one, as it comes into view."""
    with desk.asking() as work:
        require(work, "report")
        has_runs = bool(reports.background.my_runs(work))
        groups = (*my_shelf(work), *_shelves(work))
        context = IndexPage(to_begin_with(work, ANSWER), groups, tuple(_boards(work)), has_runs)
        return page("pages/reports/index.html", context)


@blueprint.get("/<id>/finding")
def finding(id: str):
    """What a report finds now, as one sentence."""
    with desk.asking() as work:
        found = reports.run(work, reports.report_of(work, id), within=PAGE_SECONDS)
    return page("partials/reports/finding.html", FindingPart(found.finding.text(language())))


@blueprint.get("/<id>")
def show(id: str):
    """One report with the params of the address; one that takes long goes on in the background."""
    try:
        with desk.asking() as work:
            report = reports.report_of(work, id)
            return _shown(work, report, reports.params_in(request.args, report))
    except TookTooLong:
        return moved_on(id, request.args)


def _shown(work: Work, report: reports.ReportDefinition, given: dict[str, Any]):
    try:
        table, error = reports.run(work, report, given, within=PAGE_SECONDS), ""
    except TookTooLong:
        raise
    except Refused as refused:
        given, error = {}, refused.text(language())
        table = reports.run(work, report, within=PAGE_SECONDS)
    context = report_page(work, report, table, given=given, error=error)
    return page("pages/reports/show.html", context, part="partials/reports/answer.html", status=422 if error else 200)


@blueprint.get("/<id>/explain")
def explain(id: str):
    """The statement with its clause of rights, for those who may change definitions."""
    with desk.asking() as work:
        require(work, "configure")
        report = reports.report_of(work, id)
        given = reports.params_in(request.args, report)
        laid_open = reports.explain(work, report, given)
        context = ExplainPage(
            title=report.label.text(language()),
            reader=work.actor.name,
            rights=laid_open.rights,
            around=laid_open.around,
            back=f"/reports/{report.id}" + _query(_args()),
        )
    return page("pages/reports/explain.html", context)


@blueprint.get("/<id>/export.<any(csv, xlsx, pdf, png, svg, json):kind>")
def export(id: str, kind: str):
    """The report as a file, as the reader has it: their records, their words, their clock."""
    with desk.asking() as work:
        report = reports.report_of(work, id)
        table = reports.run(work, report, reports.params_in(request.args, report), within=FILE_SECONDS)
        paper = reports.Paper(language(), " · ".join((work.actor.name, moments.exact(work.now))))
    if kind == "json":
        return jsonify(reports.as_json(table, language()))
    name = f"attachment; filename={report.id}.{kind}"
    body = reports.file_of(kind, table, paper)
    return Response(body, content_type=reports.FILES[kind].content_type, headers={"Content-Disposition": name})


def _shelves(work: Work):
    """The reports by form and subject, in the order in which subjects are met."""
    known = reports.reports_for(work)
    shelves: dict[tuple[str, str], list[reports.ReportDefinition]] = {}
    for report in known:
        subject = report.group.text(language()) if report.group else ""
        shelves.setdefault((report.form, subject), []).append(report)
    forms = {report.form for report in known}
    for (form, subject), found in sorted(shelves.items(), key=lambda shelf: (shelf[0][0], not shelf[0][1])):
        plural = _plural(work, form)
        cards = tuple(_card(report) for report in found)
        yield IndexGroup(subject or plural, plural if subject and len(forms) > 1 else "", cards)


def _boards(work: Work):
    for kept, written in reports.boards.my_dashboards(work):
        title = reports.title_of(written.data, t("boards.untitled"))
        broken = written.dashboard is None
        href = f"/dashboards/{kept.id}" + ("/edit" if broken else "")
        about = t("boards.broken") if broken else t("boards.mine")
        yield IndexCard(href, title.text(language()), about, "alert-triangle" if broken else "layout-dashboard")
    for each in reports.dashboards_for(work):
        about = each.about.text(language()) if each.about else ""
        yield IndexCard(f"/dashboards/{each.id}", each.label.text(language()), about, "layout-dashboard")


def _card(report: reports.ReportDefinition) -> IndexCard:
    chart = report.chart.type if report.chart else "table"
    about = report.about.text(language()) if report.about else ""
    return IndexCard(f"/reports/{report.id}", report.label.text(language()), about, reports.CHARTS.get(chart).icon)


def _args(*without: str) -> dict[str, str]:
    return {name: value for name, value in request.args.items() if name not in without}


def _query(args: dict[str, Any]) -> str:
    return f"?{urlencode(args)}" if args else ""


def _plural(work: Work, form: str) -> str:
    found = form_of(work.catalog, form)
    return (found.plural or found.label).text(language())
