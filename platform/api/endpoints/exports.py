"""Lists and reports as files, in the caller's words and within their rights."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from flask import Response, request, stream_with_context

import reports
from accounts import Work, require
from forms import Extent, ListQuery, every_column, export_csv, export_xlsx, readable_columns, run

from ..blueprint import v1
from ..desk import asking, language, reading
from ..inputs import arguments, refuse, unknown
from ..lists import query_of
from ..places import form_at, id_at
from ..record_json import stamp
from .reports import require_of, table_of

ASKED = ("where", "q", "view", "sort", "fields", "watched")
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = ", ".join(reports.FILES)


@v1.get("/records/<form>/export.csv")
def export_list(form: str) -> Response:
    """The list as CSV, sent while it is read: all that is found, with the fields that are named or every one."""
    given = arguments(*ASKED)
    with reading() as work:
        query, extent = _asked(work, form, given)
        run(work, replace(query, size=1))  # what is wrong with the question is said before anything is sent

    def written() -> Iterator[str]:
        with reading() as work:
            yield from export_csv(work, query, extent)

    return Response(
        stream_with_context(written()), headers=_attached(form, "csv"), content_type="text/csv; charset=utf-8"
    )


@v1.get("/records/<form>/export.xlsx")
def export_workbook(form: str) -> Response:
    """The same as a workbook, with real numbers and dates."""
    given = arguments(*ASKED)
    with reading() as work, tempfile.TemporaryDirectory() as folder:
        query, extent = _asked(work, form, given)
        place = Path(folder) / "list.xlsx"
        export_xlsx(work, query, place, extent)
        return Response(place.read_bytes(), headers=_attached(form, "xlsx"), content_type=WORKBOOK)


@v1.get(f"/reports/<report>/export.<any({KINDS}):kind>")
def export_report(report: str, kind: str) -> Response:
    """A report's answer as a file; its params are the address's arguments."""
    with asking() as work:
        found = reports.report_of(work, report)
        arguments(*(param.id for param in found.params))
        return _file(work, found.id, kind, table_of(work, found, request.args.to_dict()))


@v1.get(f"/reports/<report>/runs/<number>/export.<any({KINDS}):kind>")
def export_run(report: str, number: str, kind: str) -> Response:
    """The answer of a report that was asked in the background, as a file."""
    arguments()
    with reading() as work:
        asked = reports.background.run_of(work, id_at(number))
        require_of(reports.report_of(work, report), asked)
        return _file(work, report, kind, reports.background.answer_of(work, asked))


def _asked(work: Work, form: str, given: Mapping[str, str]) -> tuple[ListQuery, Extent]:
    form_at(work, form)
    require(work, "export", form)
    seen = readable_columns(work, form)
    named = [name.strip() for name in given.get("fields", "").split(",") if name.strip()]
    wrong = [name for name in dict.fromkeys(named) if name not in seen]
    if wrong:
        refuse(*(unknown(name, seen, at="fields") for name in wrong[:20]))
    every = [name for name in every_column(work, form) if name in seen]
    return query_of(form, dict(given)), Extent(tuple(dict.fromkeys(named)) or tuple(every))


def _file(work: Work, name: str, kind: str, table: reports.ReportTable) -> Response:
    paper = reports.Paper(language(), f"{work.actor.name} · {stamp(work.now)}")
    content = reports.file_of(kind, table, paper)
    return Response(content, headers=_attached(name, kind), content_type=reports.FILES[kind].content_type)


def _attached(name: str, kind: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
