"""Reports: which there are, and what they come to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

from flask import Response, request

from accounts import Work
from definitions import Label, NotFound, Refused
from records import ReportRun, TookTooLong, report_runs
from reports import Drill, ReportDefinition, ReportTable, as_json, background, drill, report_of, reports_for, run

from ..blueprint import v1
from ..bodies import read_body
from ..desk import asking, reading, writing
from ..idempotency import change as once
from ..inputs import arguments, refuse, said
from ..lists import ASKED, listed
from ..places import id_at
from ..record_json import stamp
from ..replies import Reply

SECONDS = 60.0


@v1.get("/reports")
def list_reports() -> Response:
    """The reports the caller may open."""
    arguments()
    with asking() as work:
        told = [
            {
                "id": one.id,
                "label": one.label.text(work.language),
                "form": one.form,
                "params": [param.id for param in one.params],
            }
            for one in reports_for(work)
        ]
    return Reply({"reports": told, "revision": work.catalog.revision}).response()


@v1.get("/reports/<report>")
def run_report(report: str) -> Response:
    """A report's answer; its params are the address's arguments."""
    with asking() as work:
        found = report_of(work, report)
        arguments(*(param.id for param in found.params))
        table = table_of(work, found, request.args.to_dict())
    return Reply(as_json(table, work.language)).response()


@v1.get("/reports/<report>/records")
def list_behind(report: str) -> Response:
    """The records behind a number: `cell` is its measure and where it stands, `won;source=fair`."""
    with reading() as work:
        found = report_of(work, report)
        params = [param.id for param in found.params]
        given = arguments(*params, "cell", *ASKED)
        behind = behind_of(work, found, {name: given[name] for name in params if name in given}, given.get("cell", ""))
        asked = {name: given[name] for name in ASKED if name in given}
        return Reply(listed(work, behind.form, asked, within=behind.condition)).response()


@v1.post("/reports/<report>/runs")
def run_later(report: str) -> Response:
    """Ask a report in the background; its params are the body. The same question is not asked twice at once."""
    body = read_body()

    def ask_one(work: Work) -> Reply:
        found = report_of(work, report)
        try:
            asked = background.ask_later(work, background.Ask(found, body))
        except Refused as refused:
            _refuse_param(refused)
        return Reply(_told(work, asked), 202)

    return once(ask_one, body)


@v1.get("/reports/<report>/runs/<number>")
def report_run(report: str, number: str) -> Response:
    """How far it is and, once it is done, what it came to."""
    arguments()
    with reading() as work:
        asked = background.run_of(work, id_at(number))
        require_of(report_of(work, report), asked)
        told = _told(work, asked)
        if asked.state == report_runs.DONE:
            told["answer"] = as_json(background.answer_of(work, asked), work.language)
    return Reply(told).response()


@v1.delete("/reports/<report>/runs/<number>")
def stop_run(report: str, number: str) -> Response:
    """Want it no more; one that has ended stays as it is."""
    arguments()
    with writing() as work:
        asked = background.run_of(work, id_at(number))
        require_of(report_of(work, report), asked)
        told = _told(work, background.cancel(work, asked.id))
    return Reply(told).response()


def table_of(work: Work, report: ReportDefinition, given: Mapping[str, str]) -> ReportTable:
    """What it comes to; what is wrong with a param is told beside its name."""
    try:
        return run(work, report, given, within=SECONDS)
    except TookTooLong:
        raise
    except Refused as refused:
        _refuse_param(refused)


def behind_of(work: Work, report: ReportDefinition, given: Mapping[str, str], cell: str) -> Drill:
    """What lies behind a number; a cell or a param that is wrong is told beside its name."""
    try:
        return drill(work, report, given, cell)
    except Refused as refused:
        if refused.code == "no_cell":
            refuse(said("cell", refused))
        _refuse_param(refused)


def require_of(report: ReportDefinition, asked: ReportRun) -> None:
    """That the question was asked of this report."""
    if asked.report != report.id:
        raise NotFound()


def _refuse_param(refused: Refused) -> NoReturn:
    """What a param has wrong is told beside its name."""
    field = refused.params.get("param") or refused.params.get("name")
    if field is None:
        raise refused
    refuse(said(field, refused))


def _told(work: Work, asked: ReportRun) -> dict[str, Any]:
    return {
        "id": asked.id,
        "report": asked.report,
        "params": asked.params,
        "state": asked.state,
        "stopping": asked.is_open and asked.cancelled_at is not None,
        "asked_at": stamp(asked.asked_at),
        "began_at": stamp(asked.began_at),
        "ended_at": stamp(asked.ended_at),
        "attempts": asked.attempts,
        "rows": asked.rows,
        "seconds_last": background.seconds_last(work, asked),
        "trouble": Label.of(asked.trouble).text(work.language) if asked.trouble else None,
    }
