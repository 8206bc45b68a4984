"""The report builder: choose on the left, see the answer and the text on the right, keep what you made."""

from __future__ import annotations

from flask import Blueprint, request
from werkzeug.datastructures import MultiDict

import reports
from accounts import Work, require
from definitions import NotFound, Refused

from .. import desk
from ..board_builder.putting import put_on
from ..htmx import go, page
from ..languages import language, t
from ..report_asked import BUILDER, as_read, to_begin_with
from ..report_builder.build import built, page_of, posted_page
from ..report_builder.posted import Posted
from ..report_builder.saving import report_into_draft
from ..report_builder.starting import empty
from ..sessions import needs
from ..shell import toast

blueprint = Blueprint("report_builder", __name__, url_prefix="/reports")
NOTHING = Posted(MultiDict())


@blueprint.get("/new")
def new():
    """An empty report, a copy of another one, or what a sentence asks for."""
    with desk.reading() as work:
        require(work, "report")
        copied, line = request.args.get("from", ""), request.args.get("ask", "").strip()
        if line:
            return _asked(work, line)
        packed = request.args.get("of", "")
        data = reports.unpack(packed) if packed else reports.copy_of_report(work, copied) if copied else empty(work)
        written = reports.write(work.catalog, reports.in_order(data))
        return page("pages/reports/builder.html", page_of(work, written, NOTHING, ask=to_begin_with(work, BUILDER)))


@blueprint.get("/<id>/edit")
def edit(id: str):
    """One's own report as it is kept; anybody else's, and those of the house, as a copy."""
    with desk.reading() as work:
        require(work, "report")
        if not reports.personal.is_personal(id):
            reports.report_of(work, id)
            configures = work.actor.role is not None and work.actor.role.configure
            if not configures:
                return go(f"/reports/new?from={id}")
            written = reports.read_written(work.catalog, work.catalog.files[work.catalog.file_of("report", id)])
            return page("pages/reports/builder.html", page_of(work, written, NOTHING))
        kept = reports.personal.personal_of(work, id)
        if kept.person != work.actor.person_id:
            return go(f"/reports/new?from={id}")
        written = reports.read_written(work.catalog, kept.text)
        return page("pages/reports/builder.html", page_of(work, written, NOTHING, id=id))


@blueprint.post("/build")
def build():
    """The page with what was chosen; nothing is kept."""
    with desk.reading() as work:
        require(work, "report")
        return page("pages/reports/builder.html", posted_page(work, request.form), part="partials/reports/builder.html")


@blueprint.post("/mine")
def keep():
    """Keeps the report among one's own."""
    with desk.writing() as work:
        require(work, "report")
        made, id = built(work, request.form), "" if request.form.get("anew") else request.form.get("id", "")
        try:
            made.require_whole(work)
            id = reports.personal.keep(work, made.written, id)
            board = put_on(work, request.form.get("board", ""), id)
        except Refused as refused:
            return _again(work, refused)
    toast(t("builder.on_board") if board else t("builder.kept"))
    return go(f"/dashboards/{board}" if board else f"/reports/{id}")


@blueprint.post("/draft")
@needs("configure")
def draft():
    """Puts the report into the studio's draft, wrong as it may be: a draft is checked before it is published."""
    with desk.writing() as work:
        made = built(work, request.form)
        try:
            made.require_whole(work)
            path = report_into_draft(work, made.written, request.form.get("definition_id", "").strip())
        except Refused as refused:
            return _again(work, refused)
    toast(t("builder.in_draft"))
    return go(f"/studio/files/{path}")


@blueprint.post("/<id>/removal")
def remove(id: str):
    """Takes one's own report from the shelf, or puts it back."""
    with desk.writing() as work:
        if not reports.personal.is_personal(id):
            raise NotFound
        reports.personal.remove(work, id, back=bool(request.form.get("back")))
    if request.form.get("back"):
        return go(f"/reports/{id}")
    toast(t("builder.removed"), undo_action=f"/reports/{id}/removal", back="1")
    return go("/reports")


def _asked(work: Work, line: str):
    """What a sentence asks for, with what was not understood."""
    found = reports.asked(work, line)
    if found is None:
        raise NotFound
    written = reports.write(work.catalog, reports.in_order(found.data))
    return page("pages/reports/builder.html", page_of(work, written, NOTHING, ask=as_read(found, line, BUILDER)))


def _again(work: Work, refused: Refused):
    """The page as it was, with the reason on top."""
    context = posted_page(work, request.form, note=refused.text(language()))
    return page("pages/reports/builder.html", context, status=422)
