"""The form designer: one page for a form of the draft, and its acts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from flask import Blueprint, g, request

from accounts import Work
from definitions import Refused, read_single
from publishing import designing

from .. import desk
from ..conditions import RuleSaid
from ..designer.build import catalog_with, page_of
from ..designer.held import held_of
from ..designer.posted import wanted
from ..designer.rules import rule_said
from ..designer.saving import do, do_roles, path_in
from ..designer.undoing import go_back, go_forth, remember, same_field
from ..designer.view_model import PHONE, State, Wrong
from ..designer.wanted import Desk, Wanted
from ..htmx import go, page, wants_part
from ..languages import language
from ..sessions import needs
from ..studio.draft import draft_of
from ..studio.editing import text_now, wait_for_turn

blueprint = Blueprint("studio_forms", __name__, url_prefix="/studio/forms")


@dataclass(frozen=True)
class RulePart:
    """What a rule says that is being written."""

    said: RuleSaid


@blueprint.get("/<id>")
@needs("configure")
def show(id: str):
    """The form as the draft has it."""
    with desk.reading() as work:
        return _drawn(work, _state(id, request.args))


@blueprint.get("/<id>/held")
@needs("configure")
def held(id: str):
    """How many records hold each choice of a field; counted after the page, as there may be very many."""
    field = request.args.get("field", "")
    with desk.reading() as work:
        path_in(work, id)
        return page("partials/studio/designer/held.html", held_of(work, id, field))


@blueprint.post("/<id>/acts")
@needs("configure")
def act(id: str):
    """Does what was asked and shows the form again; what cannot be done is said, and nothing is changed."""
    state = _state(id, dict(parse_qsl(request.form.get("state", ""))))
    asked = Wanted()
    try:
        with desk.writing() as work:
            wait_for_turn(work)
            path = path_in(work, id)
            asked = wanted(request.form.get("act", ""), request.form, _desk(work, id, path))
            changed = do(work, path, asked.acts, opened=request.form.get("opened", "")) | do_roles(work, asked.roles)
        remember(path, changed)
    except Refused as refused:
        if refused.status == 404:
            raise
        with desk.reading() as work:
            return _drawn(work, state, note=refused.text(language()), status=refused.status)
    state = replace(state, **asked.select)
    if asked.errors:
        with desk.reading() as work:
            return _drawn(work, state, wrong=Wrong(asked.errors, request.form), status=422)
    if not wants_part():
        return go(state.href())
    with desk.reading() as work:
        return _drawn(work, state, fresh=asked.fresh)


@blueprint.post("/<id>/steps")
@needs("configure")
def step(id: str):
    """Takes one's last act back, or does it again."""
    state, way = _state(id, dict(parse_qsl(request.form.get("state", "")))), request.form.get("way")
    try:
        with desk.writing() as work:
            wait_for_turn(work)
            path = path_in(work, id)
            before = text_now(work, path) or ""
            (go_forth if way == "forth" else go_back)(work, path)
            after = text_now(work, path) or ""
    except Refused as refused:
        with desk.reading() as work:
            return _drawn(work, state, note=refused.text(language()), status=refused.status)
    state = replace(state, field=same_field(before, after, state.field))
    if not wants_part():
        return go(state.href())
    with desk.reading() as work:
        return _drawn(work, state)


@blueprint.post("/<id>/rule")
@needs("configure")
def rule(id: str):
    """A rule that is being written, in words or with its mistake; nothing is kept."""
    setting = request.form.get("setting", "")
    with desk.reading() as work:
        path = path_in(work, id)
        text = text_now(work, path) or ""
        form = read_single("form", text, file=path).definition
        field = form.find(request.form.get("field", "")) if form and setting == "formula" else None
        catalog = catalog_with(work, draft_of(work), form)
        rule = request.form.get(setting, "")
        said = rule_said(work, catalog, id, rule, setting=setting, field=field) if form else RuleSaid()
        return page("partials/studio/designer/said.html", RulePart(said))


def _drawn(work: Work, state: State, *, status: int = 200, **more):
    g.studio_kind = "form"
    return page("pages/studio/designer.html", page_of(work, draft_of(work), state, **more), status=status)


def _state(id: str, given) -> State:
    width = PHONE if given.get("width") == PHONE else "desk"
    seen = (given.get("field", ""), given.get("section", ""), width, bool(given.get("yaml")))
    return State(id, *seen, room=given.get("room", ""))


def _desk(work: Work, id: str, path: str) -> Desk:
    return Desk(work, designing.Sheet(text_now(work, path) or ""), work.catalog, work.catalog.find("form", id))
