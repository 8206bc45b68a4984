"""Dashboards of one's own: begun empty or as a copy, arranged on the screen, kept, shared by their link."""

from __future__ import annotations

from flask import Blueprint, request

import reports
from accounts import Work, require
from definitions import NotFound, Refused

from .. import desk
from ..board_builder.changing import begun
from ..board_builder.view import built, page_of
from ..htmx import go, page
from ..languages import language, t
from ..report_builder.saving import into_draft
from ..sessions import needs
from ..shell import toast

blueprint = Blueprint("dashboard_builder", __name__, url_prefix="/dashboards")
PAGE, PART = "pages/dashboards/builder.html", "partials/dashboards/builder.html"


@blueprint.get("/new")
def new():
    """An empty one, or a copy of another."""
    with desk.reading() as work:
        require(work, "report")
        source = request.args.get("from", "")
        data = reports.copy_of_dashboard(work, source) if source else begun(t("boards.untitled"))
        return page(PAGE, page_of(work, reports.boards.write_board(work, data)))


@blueprint.get("/<id>/edit")
def edit(id: str):
    """One's own as it is kept; anybody else's as a copy."""
    with desk.reading() as work:
        require(work, "report")
        if not reports.boards.is_personal(id):
            return go(f"/dashboards/new?from={reports.dashboard_of(work, id).id}")
        kept = reports.boards.board_of(work, id)
        if kept.person != work.actor.person_id:
            return go(f"/dashboards/new?from={id}")
        return page(PAGE, page_of(work, reports.boards.read_board(work, kept.text), id=id))


@blueprint.post("/build")
def build():
    """The page with what was pressed; nothing is kept."""
    with desk.reading() as work:
        require(work, "report")
        context = page_of(work, built(work, request.form), id=request.form.get("id", ""))
        return page(PAGE, context, part=PART)


@blueprint.post("/mine")
def keep():
    """Keeps it among one's own."""
    with desk.writing() as work:
        require(work, "report")
        made, id = built(work, request.form), request.form.get("id", "")
        try:
            id = reports.boards.keep(work, made, id)
        except Refused as refused:
            return _again(work, made, id, refused)
    toast(t("boards.kept"))
    return go(f"/dashboards/{id}")


@blueprint.post("/draft")
@needs("configure")
def draft():
    """Puts it into the studio's draft."""
    with desk.writing() as work:
        made = built(work, request.form)
        id = request.form.get("definition_id", "").strip()
        try:
            text = (
                made.text
                if made.data.get("id") == id
                else reports.boards.write_board(work, {**made.data, "id": id}).text
            )
            path = into_draft(work, text, id, kind="dashboard")
        except Refused as refused:
            return _again(work, made, request.form.get("id", ""), refused)
    toast(t("builder.in_draft"))
    return go(f"/studio/files/{path}")


@blueprint.post("/<id>/removal")
def remove(id: str):
    """Takes one's own from the shelf, or puts it back."""
    with desk.writing() as work:
        if not reports.boards.is_personal(id):
            raise NotFound
        reports.boards.remove(work, id, back=bool(request.form.get("back")))
    if request.form.get("back"):
        return go(f"/dashboards/{id}")
    toast(t("boards.removed"), undo_action=f"/dashboards/{id}/removal", back="1")
    return go("/reports")


def _again(work: Work, made: reports.boards.WrittenBoard, id: str, refused: Refused):
    return page(PAGE, page_of(work, made, id=id, note=refused.text(language())), status=422)
