"""The records behind a number of a report that is still being built: its address holds the report itself."""

from __future__ import annotations

from flask import Blueprint, request

import reports
from accounts import Work, require
from definitions import NotFound

from .. import desk
from ..htmx import go
from ..lists import those
from ..report_builder.build import BUILT
from .report_records import chosen_of, records_behind

blueprint = Blueprint("report_built", __name__, url_prefix=BUILT)


@blueprint.get("/records")
def records():
    """The list."""
    with desk.reading() as work:
        report, drill = _number(work)
        return records_behind(work, report, drill, BUILT)


@blueprint.get("/records/export.<any(csv, xlsx):kind>")
def export(kind: str):
    """Exactly these records as a file."""
    return those.as_file("built", kind, lambda work: chosen_of(work, _number(work)[1]))


@blueprint.get("")
def back():
    """The builder, with the report as it was."""
    return go(f"/reports/new?of={request.args.get('of', '')}")


def _number(work: Work) -> tuple[reports.ReportDefinition, reports.Drill]:
    """The number of the report that the address holds."""
    require(work, "report")
    written = reports.write(work.catalog, reports.in_order(reports.unpack(request.args.get("of", ""))))
    if written.report is None or not reports.sees_form(work, written.report.form):
        raise NotFound
    return written.report, reports.drill(work, written.report, {}, request.args.get("cell", ""))
