"""The records behind a number of a report: an ordinary list with the reader's own rights, and the same as a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, request

import reports
from accounts import Work, allowed, require
from forms import Extent, ListQuery, ListTable, default_view, every_column, form_of, run

from .. import desk
from ..htmx import page, wants_part
from ..languages import language, t
from ..lists import ListView, drilled_page
from ..lists.exports import asks_every_field, csv_file, files_at, workbook
from ..numbers import whole

blueprint = Blueprint("report_records", __name__, url_prefix="/reports/<id>/records")


@dataclass(frozen=True)
class RecordsPage:
    """The records behind one number, as a list."""

    title: str
    words: str
    back: str
    list: ListView
    counts: str = ""
    here: str = ""


@dataclass(frozen=True)
class Behind:
    """A number, and the list of what it counts."""

    report: reports.ReportDefinition
    drill: reports.Drill
    query: ListQuery


@blueprint.get("")
def records(id: str):
    """The list; `part=rows` or `part=cards` alone gives the rows that come next."""
    number = max(1, request.args.get("page", 1, type=whole))
    with desk.reading() as work:
        behind = _behind(work, id)
        report, drill = behind.report, behind.drill
        listed = drilled_page(work, replace(behind.query, page=number), drill.condition, _neighbour(report.id))
        listed = replace(listed, export_hrefs=_exports(work, behind))
        back = f"/reports/{report.id}" + _query(_args("page", "cell", "sort", "lang"))
        here = f"/reports/{report.id}/records" + _query(_cell_args())
        context = RecordsPage(drill.label.text(language()), drill.words, back, listed, _counts(work, report), here)
        part = request.args.get("part")
        if wants_part() and part in ("rows", "cards"):
            return page(f"partials/records/{part}.html", context)
        return page("pages/reports/records.html", context)


@blueprint.get("/export.<any(csv, xlsx):kind>")
def export(id: str, kind: str):
    """Exactly these records as a file, in the order of the list."""
    with desk.reading() as work:
        behind = _behind(work, id)
        require(work, "export", behind.drill.form)
        run(work, behind.query, within=behind.drill.condition)
        if kind == "xlsx":
            return workbook(work, id, behind.query, _extent(work, behind))
    return csv_file(id, lambda work: _asked(work, _behind(work, id)))


def _behind(work: Work, id: str) -> Behind:
    """The number that the address names."""
    report = reports.report_of(work, id)
    given = reports.params_in(request.args, report)
    drill = reports.drill(work, report, given, request.args.get("cell", ""))
    return Behind(report, drill, _listed(work, drill))


def _listed(work: Work, drill: reports.Drill) -> ListQuery:
    """With the columns that the form's list opens with, and with what the number is made of."""
    usual = default_view(work, drill.form)
    columns = (*usual.columns, *drill.about) if usual else ()
    sort = tuple(name for name in request.args.get("sort", "").split(",") if name)
    return ListQuery(drill.form, view="", sort=sort, table=ListTable(columns=tuple(dict.fromkeys(columns))))


def _asked(work: Work, behind: Behind) -> tuple[ListQuery, Extent]:
    return behind.query, _extent(work, behind)


def _extent(work: Work, behind: Behind) -> Extent:
    """The number, which tells records apart, and the columns of the list, or every field."""
    form = behind.query.form
    shown = behind.query.table.columns
    columns = every_column(work, form) if asks_every_field() or not shown else ("number", *shown)
    return Extent(columns, within=behind.drill.condition)


def _exports(work: Work, behind: Behind) -> tuple[tuple[str, str], ...]:
    if not allowed(work.actor, "export", behind.drill.form):
        return ()
    return tuple(files_at(f"/reports/{behind.report.id}/records/export", [*_cell_args().items()]))


def _neighbour(report: str) -> Callable[..., str]:
    """The same records, another page or in another order."""
    return lambda **other: f"/reports/{report}/records" + _query({**_cell_args(), **other})


def _counts(work: Work, report: reports.ReportDefinition) -> str:
    """What the number counts where that is not the records below: of these one may have several."""
    if report.over == "records":
        return ""
    form = form_of(work.catalog, report.form)
    plural = (form.plural or form.label).text(language())
    return t("report.counts_rows", rows=t(f"report.over_{report.over}", form=plural), form=plural)


def _cell_args() -> dict[str, str]:
    return {**_args("page", "part", "cell"), "cell": request.args.get("cell", "")}


def _args(*without: str) -> dict[str, str]:
    return {name: value for name, value in request.args.items() if name not in without}


def _query(args: dict[str, Any]) -> str:
    return f"?{urlencode(args)}" if args else ""
