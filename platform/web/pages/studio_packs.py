"""Packs: what is on the shelf, what is installed; install and uninstall through a look at the impact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask import Blueprint, g, request

from accounts import Work
from definitions import DefinitionError, Problem
from publishing import ConvertedFirst, coming, files_with, install, make_plan, uninstall

from .. import desk
from ..htmx import go, page
from ..installation import installation
from ..languages import language, t
from ..sessions import needs
from ..shell import toast
from ..studio.draft import draft_of
from ..studio.frame import Frame, frame_of
from ..studio.impact import ImpactRow, impact_rows, impact_seen
from ..studio.pack_cards import PackCard, pack_card, pack_cards
from ..studio.pack_owners import OwnerRows, going, staying
from ..studio.problem_places import told_problems
from ..studio.told_problem import ToldProblem
from ..studio.words import ChangedDefinition, changed_definitions

blueprint = Blueprint("studio_packs", __name__, url_prefix="/studio/packs")

HIDDEN = "publishing.form_hidden"


@dataclass(frozen=True)
class PacksPage:
    """The gallery."""

    studio: Frame
    packs: tuple[PackCard, ...]
    drafted: dict[str, str]  # by id, the version that stands in the draft


@dataclass(frozen=True)
class PackPlanPage:
    """What installing or uninstalling one pack would do."""

    studio: Frame
    pack: PackCard
    verb: str
    words: tuple[ChangedDefinition, ...]
    impact: tuple[ImpactRow, ...]
    problems: tuple[ToldProblem, ...]
    errors: int
    empty: bool
    going: tuple[OwnerRows, ...] = ()
    staying: tuple[ImpactRow, ...] = ()


@blueprint.get("")
@needs("configure")
def index():
    """Every pack on the shelf, and every installed one."""
    packs = pack_cards()
    with desk.reading() as work:
        draft = draft_of(work)
        came = coming.in_draft(work.connection, {file.path for file in draft.files}, draft.merged)
        drafted = {id: each.version for id, each in came.items()}
        return page("pages/studio/packs.html", PacksPage(frame_of(draft, seen=impact_seen(draft)), packs, drafted))


@blueprint.get("/<id>/plan")
@needs("configure")
def plan(id: str):
    """What would be added, changed and removed; `do` is install or uninstall."""
    pack = pack_card(id)
    verb = "uninstall" if request.args.get("do") == "uninstall" else "install"
    if verb == "install" and pack.installed:
        return go(_upgrade(id))
    with desk.reading() as work:
        made = make_plan(work.connection, work.catalog, _files(work, id, verb))
        draft = draft_of(work)
        context = PackPlanPage(
            studio=frame_of(draft, seen=impact_seen(draft)),
            pack=pack,
            verb=verb,
            words=changed_definitions(made.changes),
            impact=impact_rows(work, made),
            problems=told_problems(_unsaid(made.problems), {**work.catalog.files, **made.files}, language()),
            errors=len(made.errors),
            empty=made.is_empty,
            going=going(work, id) if verb == "uninstall" else (),
            staying=staying(work, id) if verb == "uninstall" else (),
        )
        return page("pages/studio/pack_plan.html", context)


@blueprint.post("/<id>/installation")
@needs("configure")
def create(id: str):
    """Publishes the pack beside what is there; one that is installed is looked at first."""
    pack = pack_card(id)
    if pack.installed:
        return go(_upgrade(id))
    try:
        done = install(installation().workspace, id, author=g.person.id, now=desk.now(), wait=False)
    except ConvertedFirst as first:
        toast(first.text(language()))
        return go("/studio/plan")
    except DefinitionError:
        return go(f"/studio/packs/{id}/plan?do=install")
    toast(t("studio.pack_installed", name=pack.label, n=done.revision))
    return go("/studio/packs")


@blueprint.post("/<id>/removal")
@needs("configure")
def remove(id: str):
    """Takes the pack's definitions out; its records stay."""
    pack = pack_card(id)
    try:
        done = uninstall(installation().workspace, id, author=g.person.id, now=desk.now())
    except DefinitionError:
        return go(f"/studio/packs/{id}/plan?do=uninstall")
    toast(t("studio.pack_removed", name=pack.label, n=done.revision))
    return go("/studio/packs")


def _unsaid(problems: Iterable[Problem]) -> Iterator[Problem]:
    """That forms are hidden and their data stays is told beside what stays."""
    return (one for one in problems if one.key != HIDDEN)


def _upgrade(id: str) -> str:
    return f"/studio/packs/{id}/upgrade"


def _files(work: Work, id: str, verb: str) -> dict[str, str]:
    if verb == "install":
        return files_with(work.catalog.files, id)
    return {path: text for path, text in work.catalog.files.items() if not path.startswith(f"{id}/")}
