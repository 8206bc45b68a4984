"""Upgrading a pack: yours, what it was, and theirs; the answers go into the draft, and the plan takes it from there."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, request

from accounts import Work
from definitions import DefinitionError, Refused
from publishing import Upgrade, coming, find_pack, look_at_upgrade, merging
from records import drafts

from .. import desk
from ..htmx import go, page
from ..languages import language, t
from ..sessions import needs
from ..shell import toast
from ..studio.draft import draft_of
from ..studio.editing import lay, wait_for_turn
from ..studio.frame import Frame, frame_of
from ..studio.impact import impact_seen
from ..studio.pack_cards import PackCard, pack_card
from ..studio.problem_rows import ProblemRow, problem_rows
from ..studio.upgrading import AskedRow, DefinitionRows, Result, answers_in, asked_rows, result_of, rows_of

blueprint = Blueprint("studio_upgrades", __name__, url_prefix="/studio/packs")

TOLD = (merging.What.TAKEN, merging.What.KEPT, merging.What.SAME)
MEND_FIRST, ANOTHER = "merging.mend_first", "merging.another_pack"


@dataclass(frozen=True)
class UpgradePage:
    """The three versions merged: what is asked, taken and kept, and what would come of it."""

    studio: Frame
    pack: PackCard
    installed: str
    version: str
    older: bool
    drafted: bool  # it stands in the draft already
    nothing: bool
    asked: tuple[AskedRow, ...]
    taken: tuple[DefinitionRows, ...]
    kept: tuple[DefinitionRows, ...]
    same: tuple[DefinitionRows, ...]
    counts: dict[str, int]
    digest: str
    moved: bool = False  # something changed underneath while it was looked at
    missing: int = 0
    result: Result | None = None


@dataclass(frozen=True)
class NoUpgradePage:
    """Why this pack cannot be upgraded, and where to go on."""

    studio: Frame
    pack: PackCard
    message: str
    href: str
    problems: tuple[ProblemRow, ...] = ()


@blueprint.get("/<id>/upgrade")
@needs("configure")
def show(id: str):
    """What an upgrade would take, keep and ask."""
    pack = pack_card(id)
    with desk.reading() as work:
        try:
            return _page(work, pack, _look(work, id))
        except DefinitionError as broken:
            rows = problem_rows(broken.problems, {}, language())
            return _no_upgrade(work, pack, t("merging.unreadable_pack"), rows=rows)
        except Refused as refused:
            return _no_upgrade(work, pack, refused.text(language()), href=_way_on(id, refused))


@blueprint.post("/<id>/upgrade/preview")
@needs("configure")
def preview(id: str):
    """The same page with what would come of the answers; nothing is kept."""
    pack = pack_card(id)
    with desk.reading() as work:
        looked = _answered(work, id)
        return _page(work, pack, looked, moved=_has_moved(looked), result=result_of(looked))


@blueprint.post("/<id>/upgrade")
@needs("configure")
def create(id: str):
    """Puts the merged pack into the draft; what is left open, or moved meanwhile, is told."""
    pack = pack_card(id)
    with desk.reading() as work:
        looked = _answered(work, id)
        left = len(looked.merge.left)
        if _has_moved(looked) or left:
            return _page(work, pack, looked, moved=_has_moved(looked), missing=left)
        goal = looked.files  # merged before anybody has to wait for it
    with desk.writing() as work:
        wait_for_turn(work)
        if _yours(work) != looked.yours or work.catalog.revision != looked.revision:
            return _page(work, pack, _answered(work, id), moved=True)
        changed = lay(work, goal)
        if changed:
            coming.put(work.connection, looked.came, changed)
    toast(t("merging.in_draft", name=pack.label) if changed else t("merging.nothing_to_take"))
    return go("/studio/plan" if changed else "/studio/packs")


def _look(work: Work, id: str, answers: merging.Answers | None = None) -> Upgrade:
    """Yours is what the draft would have, so that nothing in it is lost; a pack that stands in it came already."""
    yours = _yours(work)
    origin = coming.in_draft(work.connection, _drafted(work), yours).get(id)
    return look_at_upgrade(work.connection, find_pack(id), yours, work.catalog.revision, answers, origin=origin)


def _yours(work: Work) -> dict[str, str]:
    return drafts.over(work.connection, dict(work.catalog.files))


def _answered(work: Work, id: str) -> Upgrade:
    return _look(work, id, answers_in(request.form, _look(work, id)))


def _drafted(work: Work) -> set[str]:
    return {file.path for file in drafts.listing(work.connection)}


def _has_moved(looked: Upgrade) -> bool:
    return request.form.get("digest") != looked.digest


def _page(
    work: Work, pack: PackCard, looked: Upgrade, *, moved: bool = False, missing: int = 0, result: Result | None = None
):
    draft, words = draft_of(work), merging.Words(looked.merge)
    rows = {what.value: rows_of(looked, words, what) for what in TOLD}
    counts = {name: sum(len(each.rows) for each in found) for name, found in rows.items()}
    context = UpgradePage(
        studio=frame_of(draft, seen=impact_seen(draft)),
        pack=pack,
        installed=looked.origin.version,
        version=looked.version,
        older=looked.is_older,
        drafted=looked.pack in coming.in_draft(work.connection, _drafted(work), looked.yours),
        nothing=_is_nothing(looked),
        asked=asked_rows(looked, words, missed=bool(missing)),
        **rows,
        counts={**counts, "asked": looked.merge.count(merging.What.ASKED)},
        digest=looked.digest,
        moved=moved,
        missing=missing,
        result=result,
    )
    return page("pages/studio/upgrade.html", context, status=409 if moved else 422 if missing else 200)


def _is_nothing(looked: Upgrade) -> bool:
    """There is nothing to take, whatever is answered."""
    left = looked.merge.count(merging.What.ASKED) + looked.merge.count(merging.What.TAKEN)
    return not left and looked.files == dict(looked.yours)


def _no_upgrade(work: Work, pack: PackCard, message: str, *, href: str = "", rows: tuple[ProblemRow, ...] = ()):
    draft = draft_of(work)
    frame = frame_of(draft, seen=impact_seen(draft))
    return page("pages/studio/no_upgrade.html", NoUpgradePage(frame, pack, message, href, rows), status=409)


def _way_on(id: str, refused: Refused) -> str:
    """Where what hinders is mended."""
    if refused.key == MEND_FIRST:
        return f"/studio/files/{refused.params['file']}?face=yaml"
    return f"/studio/packs/{id}/plan?do=uninstall" if refused.key == ANOTHER else ""
