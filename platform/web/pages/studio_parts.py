"""The acts of the part editor: onto the draft at once, then the page of the file again."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, request

from accounts import Work
from definitions import Refused

from .. import desk
from ..conditions import RuleSaid
from ..designer.saving import do
from ..designer.undoing import go_back, go_forth, remember
from ..htmx import go, page, wants_part
from ..installation import installation
from ..languages import language
from ..parts import Wanted, around_of, href_of, said, wanted
from ..sessions import needs
from ..studio.draft import draft_of
from ..studio.editing import wait_for_turn
from ..studio.hits import records_of
from ..studio.impact import ImpactRow, impact_rows
from ..studio.regrading import try_grades
from .studio_files import show_file

blueprint = Blueprint("studio_parts", __name__, url_prefix="/studio/parts")


@dataclass(frozen=True)
class RulePart:
    """What a rule says that is being written."""

    said: RuleSaid


@dataclass(frozen=True)
class ImpactPart:
    """What a publish would do now, or how much is wrong before it can."""

    impact: tuple[ImpactRow, ...]
    errors: int


@blueprint.post("/<path:path>")
@needs("configure")
def act(path: str):
    """Does what was asked and shows the file again; what cannot be done is said, and nothing is changed."""
    at, asked = request.form.get("at", ""), Wanted()
    try:
        with desk.writing() as work:
            wait_for_turn(work)
            asked = _asked(work, path, at)
            changed = do(work, path, asked.acts, opened=request.form.get("opened", ""))
        remember(path, changed)
    except Refused as refused:
        if refused.status == 404:
            raise
        return _again(path, at, note=refused.text(language()), status=refused.status)
    if asked.errors:
        return _again(path, asked.at, errors=asked.errors, status=422)
    return _shown(path, asked.at)


@blueprint.post("/<path:path>/steps")
@needs("configure")
def step(path: str):
    """Takes one's last act back, or does it again."""
    at = request.form.get("at", "")
    try:
        with desk.writing() as work:
            wait_for_turn(work)
            (go_forth if request.form.get("way") == "forth" else go_back)(work, path)
    except Refused as refused:
        return _again(path, at, note=refused.text(language()), status=refused.status)
    return _shown(path, at)


@blueprint.post("/<path:path>/rule")
@needs("configure")
def rule(path: str):
    """A condition that is being written, in words and rows or with its mistake; nothing is kept."""
    name = request.form.get("setting", "")
    with desk.reading() as work:
        around = around_of(work, draft_of(work), path)
        found = said(around, name, request.form.get(f"v.{name}", "")) if around else RuleSaid()
        return page("partials/studio/designer/said.html", RulePart(found))


@blueprint.get("/<path:path>/impact")
@needs("configure")
def impact(path: str):
    """What publishing the draft would do to live data, beside the part that is edited."""
    with desk.reading() as work:
        made = draft_of(work).plan
        current = work.catalog
        sizes = {card.form: records_of(work, card.form) for card in current.all("scorecard")}
    moves = try_grades(installation().workspace.database, made, current, sizes, desk.now())
    with desk.reading() as work:
        return page("partials/studio/parts/impact.html", ImpactPart(impact_rows(work, made, moves), len(made.errors)))


def _asked(work: Work, path: str, at: str) -> Wanted:
    around = around_of(work, draft_of(work), path)
    if around is None:
        raise Refused("designer.mend_first")
    return wanted(around, at, request.form)


def _shown(path: str, at: str):
    if not wants_part():
        return go(href_of(path, at))
    with desk.reading() as work:
        return show_file(work, draft_of(work), path, at=at)


def _again(path: str, at: str, *, status: int, note: str = "", errors=None):
    with desk.reading() as work:
        return show_file(work, draft_of(work), path, at=at, note=note, errors=errors, typed=request.form, status=status)
