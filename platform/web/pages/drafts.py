"""What a person has typed into forms and not sent: kept as they type, listed, cleared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, request

from accounts import Work
from flows import drafting

from .. import desk, moments
from ..due import ago
from ..entry import Typed
from ..htmx import go, page
from ..languages import t
from ..shell import toast

blueprint = Blueprint("drafts", __name__)


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One draft: of which form or record, since when, where it goes on."""

    title: str
    form: str
    when: str
    href: str
    action: str


@dataclass(frozen=True)
class DraftsContext:
    """All of this person's."""

    title: str
    drafts: tuple[DraftLine, ...]


@blueprint.get("/drafts")
def listing() -> Response:
    """The drafts that go on at any device, the last first."""
    with desk.reading() as work:
        context = DraftsContext(t("drafts.title"), tuple(_line(work, each) for each in drafting.begun(work)))
        return page("pages/drafts/listing.html", context)


@blueprint.post("/drafts/<int:id>/removal")
def remove(id: int) -> Response:
    """Clears one of the list."""
    with desk.writing() as work:
        drafting.drop_one(work, id)
    toast(t("drafts.cleared"))
    return go("/drafts")


@blueprint.post("/records/<form>/new/draft")
def keep_new(form: str) -> Response:
    """Keeps what was typed of a new record so far."""
    return _keep(form, None)


@blueprint.post("/records/<form>/<int:id>/edit/draft")
def keep_edit(form: str, id: int) -> Response:
    """Keeps what was typed of a change to a record so far."""
    return _keep(form, id)


@blueprint.post("/records/<form>/new/draft/removal")
def clear_new(form: str) -> Response:
    """Clears it, and shows the form from the beginning."""
    return _clear(form, None, f"/records/{form}/new")


@blueprint.post("/records/<form>/<int:id>/edit/draft/removal")
def clear_edit(form: str, id: int) -> Response:
    """Clears it, and shows the record as it is."""
    return _clear(form, id, f"/records/{form}/{id}/edit")


def _keep(form: str, id: int | None) -> Response:
    typed = Typed.of(request.form)
    values = {name: value if isinstance(value, list) else [value] for name, value in typed.raw.items()}
    with desk.writing() as work:
        mark = request.form.get("draft_mark", "")
        kept = drafting.Kept(values, work.now, typed.version, typed.seen_at, typed.step, mark)
        mark = drafting.keep(work, form, id, typed.only, kept, upon=request.form.get("draft_at", ""))
    return jsonify({"at": mark, "time": f"{moments.local(desk.now()):%H:%M}"})


def _clear(form: str, id: int | None, back: str) -> Response:
    only = Typed.of(request.form).only
    with desk.writing() as work:
        drafting.drop(work, form, id, only)
    return go(f"{back}?{urlencode({'only': ','.join(only)})}" if only else back)


def _line(work: Work, one: drafting.Begun) -> DraftLine:
    base = f"/records/{one.form.id}"
    href = f"{base}/new" if one.record is None else f"{base}/{one.record}/edit"
    asked: Mapping[str, str] = {"only": ",".join(one.only)} if one.only else {}
    title = one.title or t("entry.new", form=one.form.label.inside(work.language))
    address = f"{href}?{urlencode(asked)}" if asked else href
    return DraftLine(title, one.form.label.text(work.language), ago(one.at), address, f"/drafts/{one.id}/removal")
