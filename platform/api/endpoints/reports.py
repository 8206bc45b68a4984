"""Reports: which there are, and what they come to."""

from __future__ import annotations

from flask import Response, request

from definitions import Refused
from records import TookTooLong
from reports import as_json, report_of, reports_for, run

from ..blueprint import v1
from ..desk import asking
from ..inputs import arguments, refuse, said
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
        try:
            table = run(work, found, request.args.to_dict(), within=SECONDS)
        except TookTooLong:
            raise
        except Refused as refused:
            field = refused.params.get("param") or refused.params.get("name")
            if field is None:
                raise
            refuse(said(field, refused))
    return Reply(as_json(table, work.language)).response()
