"""Values of new types, converted in the background before they are published."""

from __future__ import annotations

from flask import Blueprint, request

from definitions import Refused
from flows import converting

from .. import desk
from ..htmx import go, page, wants_part
from ..languages import language, t
from ..numbers import whole
from ..sessions import needs
from ..shell import toast
from ..studio.converting import ConvertingPart, converting_since, to_go_on
from ..studio.draft import draft_of

blueprint = Blueprint("studio_converting", __name__, url_prefix="/studio/conversions")


@blueprint.get("")
@needs("configure")
def show():
    """How far it is; the whole page is that of the plan."""
    if not wants_part():
        return go("/studio/plan")
    with desk.reading() as work:
        part = ConvertingPart(converting_since(work, request.args.get("left", 0, type=whole)))
        return page("partials/studio/converting.html", part)


@blueprint.post("")
@needs("configure")
def begin():
    """Begins what the draft needs, and goes on with what was left; the draft is read while others may write."""
    with desk.reading() as work:
        draft = draft_of(work)
        asked = [] if draft.errors else to_go_on(work, draft.plan)
    try:
        with desk.writing() as work:
            for one in asked:
                converting.begin(work, one)
    except Refused as busy:
        toast(busy.text(language()))
    return go("/studio/plan")


@blueprint.post("/end")
@needs("configure")
def end():
    """Gives all of it up; nobody has seen anything of it."""
    try:
        with desk.writing() as work:
            given_up = converting.give_up(work)
        toast(t("studio.converting_ended", n=given_up))
    except Refused as busy:
        toast(busy.text(language()))
    return go("/studio/plan")
