"""Cadences in the studio: steps and branches, who is in them, letting in and out, trying one on a record."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, g, request

from accounts import Work
from definitions import NotFound
from flows import cadences
from forms import table_of
from records import store

from .. import desk
from ..cadences.drawing import card, enrolment_line, rehearsal_view
from ..cadences.view_model import CadenceCard, EnrolmentLine, RehearsalView
from ..htmx import go, page
from ..languages import t
from ..sessions import needs
from ..shell import toast
from ..studio.draft import draft_of
from ..studio.frame import Frame, frame_of
from ..studio.impact import impact_seen

blueprint = Blueprint("studio_cadences", __name__, url_prefix="/studio/cadences")


@dataclass(frozen=True)
class CadencesPage:
    """Every cadence that is published."""

    studio: Frame
    cards: tuple[CadenceCard, ...]


@dataclass(frozen=True)
class CadencePage:
    """One cadence: its steps, who is in it, and a rehearsal."""

    studio: Frame
    card: CadenceCard
    file_href: str
    enrolments: tuple[EnrolmentLine, ...]
    record: str = ""
    rehearsal: RehearsalView | None = None
    error: str = ""


@blueprint.get("")
@needs("configure")
def index():
    """What there is, and how many are in it."""
    with desk.reading() as work:
        cards = tuple(card(work, one) for one in cadences.overview(work))
        return page("pages/studio/cadences.html", CadencesPage(_frame(work), cards))


@blueprint.get("/<id>")
@needs("configure")
def show(id: str):
    """One cadence."""
    with desk.reading() as work:
        return page("pages/studio/cadence.html", _page(work, id))


@blueprint.post("/<id>/rehearsal")
@needs("configure")
def rehearse(id: str):
    """What would happen to the record that was chosen; all of it is taken back."""
    with desk.writing() as work:
        named, record = _record(work, id)
        if record is None:
            context = _page(work, id, named, error=t("automations.no_such_record", record=named or "–"))
            return page("pages/studio/cadence.html", context, status=422)
        found = rehearsal_view(work, work.catalog.get("cadence", id), cadences.rehearse(work, id, record))
        return page("pages/studio/cadence.html", _page(work, id, named, rehearsal=found))


@blueprint.post("/<id>/enrolments")
@needs("configure")
def enter(id: str):
    """Lets a record in, or all who fit."""
    with desk.writing() as work:
        if request.form.get("all"):
            cadences.enter_all_who_fit(work, id)
            said = t("cadences.all_come_in")
        else:
            named, record = _record(work, id)
            if record is None:
                context = _page(work, id, named, error=t("automations.no_such_record", record=named or "–"))
                return page("pages/studio/cadence.html", context, status=422)
            cadences.enter(work, id, record)
            said = t("cadences.came_in", record=named)
    toast(said)
    return go(f"/studio/cadences/{id}")


def _record(work: Work, id: str) -> tuple[str, int | None]:
    named = request.form.get("record", "").strip()
    table = table_of(work.catalog, work.catalog.get("cadence", id).form)
    return named, store.id_of(work.connection, table, named) if named else None


def _page(
    work: Work, id: str, record: str = "", *, rehearsal: RehearsalView | None = None, error: str = ""
) -> CadencePage:
    one = next((each for each in cadences.overview(work) if each.cadence.id == id), None)
    if one is None:
        raise NotFound
    lines = tuple(enrolment_line(view) for view in cadences.listing(work, id))
    file = f"/studio/files/{work.catalog.file_of('cadence', id)}"
    return CadencePage(_frame(work), card(work, one), file, lines, record, rehearsal, error)


def _frame(work: Work) -> Frame:
    g.studio_kind = "cadence"
    draft = draft_of(work)
    return frame_of(draft, seen=impact_seen(draft))
