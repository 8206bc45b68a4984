"""One report as a page shows it: params as a form, the picture, the table, what it is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import request

import reports
from accounts import Work
from forms import form_of

from .languages import language, t
from .reporting import records_href

NO_PICTURE = ("", "table")
EXPORTS = ("xlsx", "csv", "pdf", "png", "json")
# Pictures that are tables themselves: the plain one is folded under them.
TABLES = ("pivot", "leaderboard", "heat", "cohort")


@dataclass(frozen=True)
class ReportPage:
    """One report: params as a form, the picture, the table, what it is made of."""

    id: str
    title: str
    about: str
    finding: str
    error: str
    params: tuple[reports.ParamValue, ...]
    given: dict[str, Any]
    drawing: reports.Drawing | None
    table: reports.Drawing | None
    folded: bool
    exports: tuple[tuple[str, str], ...]
    revision: int
    facts: tuple[tuple[str, str], ...]
    definition_href: str
    explain_href: str
    criteria: reports.Criteria
    empty: bool
    only: str = ""
    chips: tuple[tuple[str, str], ...] = ()
    subscribe: str = ""
    no_way: str = ""
    own: bool = False


def report_page(
    work: Work, report: reports.ReportDefinition, table: reports.ReportTable, *, given: Mapping[str, Any], error: str
) -> ReportPage:
    """The page of a report that was asked just now, with the params of the address."""
    query = request.query_string.decode() if not error else ""

    def export(kind: str) -> str:
        return f"/reports/{report.id}/export.{kind}?{query}".rstrip("?")

    return view_of(work, report, table, given=given, error=error, query=query, export=export)


def view_of(
    work: Work,
    report: reports.ReportDefinition,
    table: reports.ReportTable,
    *,
    given: Mapping[str, Any],
    export: Callable[[str], str],
    error: str = "",
    query: str = "",
) -> ReportPage:
    """A table with all that stands around it, whenever it was asked."""

    def href(ref: reports.CellRef) -> str:
        return records_href(report.id, given, ref)

    chart = report.chart.type if report.chart else ""
    configure = work.actor.role is not None and work.actor.role.configure
    own = reports.personal.is_personal(report.id)
    return ReportPage(
        id=report.id,
        title=report.label.text(language()),
        about=report.about.text(language()) if report.about else "",
        finding=table.finding.text(language()),
        error=error,
        params=table.params,
        given=dict(given),
        drawing=reports.draw(table, language(), href=href) if chart not in NO_PICTURE and table.rows else None,
        table=reports.draw(table, language(), href=href, chart="table") if table.rows else None,
        folded=chart in TABLES or (chart not in NO_PICTURE and not table.dimensions),
        exports=tuple((kind.upper(), export(kind)) for kind in EXPORTS),
        revision=table.revision,
        facts=tuple(_facts(work, report)),
        definition_href=f"/studio/definitions/report/{report.id}" if configure and not own else "",
        own=own,
        explain_href=f"/reports/{report.id}/explain?{query}".rstrip("?") if configure else "",
        criteria=reports.criteria_of(work, report),
        empty=not table.rows,
        only=given.get(reports.ONLY, ""),
        chips=tuple(_chips(work, report, given)),
        subscribe="/subscriptions/new?" + urlencode({"kind": "report", "target": report.id, **given}),
        no_way=why_not_by_itself(work),
    )


def why_not_by_itself(work: Work) -> str:
    """What keeps a reader from subscribing to anything; nothing where some channel is open to them."""
    return "" if reports.subscriptions.open_channels(work) else t("subscriptions.no_way")


def _chips(work: Work, report: reports.ReportDefinition, given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What was pointed at on the way here, and the way back from it."""
    narrowing = reports.Narrowing.parse(given.get(reports.ONLY))
    kept = {name: value for name, value in request.args.items() if name != reports.ONLY}
    for chip in reports.chips_of(work, report, narrowing):
        left = str(narrowing.without(chip.name))
        args = {**kept, **({reports.ONLY: left} if left else {})}
        address = f"/reports/{report.id}" + (f"?{urlencode(args)}" if args else "")
        yield t("dashboard.only", label=chip.label, value=chip.text), address


def _facts(work: Work, report: reports.ReportDefinition) -> Iterator[tuple[str, str]]:
    """What the report counts, said in words."""
    found = form_of(work.catalog, report.form)
    plural = (found.plural or found.label).text(language())
    yield t("report.over"), t(f"report.over_{report.over}", form=plural)
    yield t("report.counted_for"), t(f"report.reach_{work.actor.role.reports}") if work.actor.role else ""
