"""A new form: what it is called, perhaps the columns of a table, and who uses it; then the designer opens."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, g, request

from accounts import Work
from definitions import Refused

from .. import desk
from ..designer.creating import LEVELS, RoleRow, Wish, create_form, role_rows
from ..designer.properties import ICONS
from ..htmx import go, page
from ..languages import language, t
from ..sessions import needs
from ..shell import toast
from ..studio.draft import draft_of
from ..studio.frame import Frame, frame_of
from ..studio.impact import impact_seen

blueprint = Blueprint("studio_new_form", __name__, url_prefix="/studio/forms")


@dataclass(frozen=True)
class NewFormPage:
    """What is asked, with what was filled in."""

    studio: Frame
    zh: str
    en: str
    id: str
    icon: str
    icons: tuple[str, ...]
    pasted: str
    pack: str
    packs: tuple[str, ...]
    roles: tuple[RoleRow, ...]
    levels: tuple[str, ...]
    error: str


@blueprint.get("")
@needs("configure")
def listing():
    """An address cut short: all forms."""
    return go("/studio/files?kind=form")


@blueprint.get("/new")
@needs("configure")
def new():
    """Asks for the name, and little else."""
    with desk.reading() as work:
        return _asked(work, Wish())


@blueprint.post("")
@needs("configure")
def add():
    """Puts the form, its list and its rights into the draft and opens the designer."""
    wish = Wish.of(request.form)
    try:
        with desk.writing() as work:
            id = create_form(work, draft_of(work), wish)
    except Refused as refused:
        with desk.reading() as work:
            return _asked(work, wish, error=refused.text(language()), status=422)
    toast(t("designer.begun"))
    return go(f"/studio/forms/{id}")


def _asked(work: Work, wish: Wish, *, error: str = "", status: int = 200):
    g.studio_kind = "form"
    draft = draft_of(work)
    catalog = draft.plan.catalog or work.catalog
    context = NewFormPage(
        studio=frame_of(draft, seen=impact_seen(draft)),
        zh=wish.zh,
        en=wish.en,
        id=wish.id,
        icon=wish.icon,
        icons=ICONS,
        pasted=wish.pasted,
        pack=wish.pack,
        packs=tuple(dict.fromkeys(["local", *sorted({path.split("/")[0] for path in draft.merged})])),
        roles=tuple(role_rows(catalog, wish.see)),
        levels=LEVELS,
        error=error,
    )
    return page("pages/studio/new_form.html", context, status=status)
