"""Packs: what is on the shelf, what is installed; install and uninstall through a look at the impact."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, g, request

from definitions import KINDS, DefinitionError, NotFound
from publishing import (
    ConvertedFirst,
    ShelfPack,
    find_pack,
    install,
    kind_word,
    know_all_kinds,
    list_packs,
    look_at_upgrade,
    make_plan,
    overlay,
    uninstall,
    with_needs,
)

from .. import desk
from ..htmx import go, page
from ..installation import installation
from ..languages import language, t
from ..sessions import needs
from ..shell import toast
from ..studio.draft import draft_of
from ..studio.frame import Frame, frame_of
from ..studio.impact import ImpactRow, impact_rows, impact_seen
from ..studio.problem_rows import ProblemRow, problem_rows
from ..studio.words import ChangedDefinition, changed_definitions

blueprint = Blueprint("studio_packs", __name__, url_prefix="/studio/packs")


@dataclass(frozen=True)
class PackCard:
    """A pack: what it brings, and whether it is installed."""

    id: str
    label: str
    description: str
    version: str
    installed: str
    contents: tuple[str, ...]
    needs: tuple[str, ...]
    needed_by: tuple[str, ...] = ()

    @property
    def newer(self) -> bool:
        """The shelf holds another version than the one that is installed."""
        return bool(self.installed) and self.installed != self.version


@dataclass(frozen=True)
class PacksPage:
    """The gallery."""

    studio: Frame
    packs: tuple[PackCard, ...]


@dataclass(frozen=True)
class PackPlanPage:
    """What installing or uninstalling one pack would do."""

    studio: Frame
    pack: PackCard
    verb: str
    words: tuple[ChangedDefinition, ...]
    impact: tuple[ImpactRow, ...]
    problems: tuple[ProblemRow, ...]
    errors: int
    empty: bool


@blueprint.get("")
@needs("configure")
def index():
    """Every pack on the shelf, and every installed one."""
    listed = list_packs(installation().workspace)
    packs = tuple(_card(pack, listed, needed_by=_users(pack, listed)) for pack in listed)
    with desk.reading() as work:
        draft = draft_of(work)
        return page("pages/studio/packs.html", PacksPage(frame_of(draft, seen=impact_seen(draft)), packs))


@blueprint.get("/<id>/plan")
@needs("configure")
def plan(id: str):
    """What would be added, changed and removed; `do` is install or uninstall."""
    pack = _pack(id)
    verb = "uninstall" if request.args.get("do") == "uninstall" else "install"
    with desk.reading() as work:
        made = make_plan(work.connection, work.catalog, _files(work, id, verb))
        draft = draft_of(work)
        context = PackPlanPage(
            studio=frame_of(draft, seen=impact_seen(draft)),
            pack=pack,
            verb=verb,
            words=changed_definitions(made.changes),
            impact=impact_rows(work, made),
            problems=problem_rows(made.problems, made.files, language()),
            errors=len(made.errors),
            empty=made.is_empty,
        )
        return page("pages/studio/pack_plan.html", context)


@blueprint.post("/<id>/installation")
@needs("configure")
def create(id: str):
    """Publishes the pack beside what is there."""
    pack = _pack(id)
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
    pack = _pack(id)
    try:
        done = uninstall(installation().workspace, id, author=g.person.id, now=desk.now())
    except DefinitionError:
        return go(f"/studio/packs/{id}/plan?do=uninstall")
    toast(t("studio.pack_removed", name=pack.label, n=done.revision))
    return go("/studio/packs")


def _pack(id: str) -> PackCard:
    """The pack of that id; never a path on this machine."""
    listed = list_packs(installation().workspace)
    found = next((pack for pack in listed if pack.id == id), None)
    if found is None:
        raise NotFound
    return _card(found, listed)


def _files(work, id: str, verb: str) -> dict[str, str]:
    bundle = find_pack(id) if verb == "install" else None
    if bundle is not None and f"{id}/pack.yaml" in work.catalog.files:
        return look_at_upgrade(work.connection, bundle, work.catalog.files, work.catalog.revision).files
    if bundle is not None:
        return overlay(work.catalog.files, with_needs([bundle]))
    return {path: text for path, text in work.catalog.files.items() if not path.startswith(f"{id}/")}


def _users(pack: ShelfPack, listed: tuple[ShelfPack, ...]) -> tuple[str, ...]:
    """The installed packs that would break without this one."""
    return tuple(other.label.text(language()) for other in listed if other.installed and pack.id in other.needs)


def _card(pack: ShelfPack, listed: tuple[ShelfPack, ...], *, needed_by: tuple[str, ...] = ()) -> PackCard:
    labels = {other.id: other.label.text(language()) for other in listed}
    return PackCard(
        id=pack.id,
        label=pack.label.text(language()),
        description=pack.description.text(language()),
        version=pack.version,
        installed=pack.installed or "",
        contents=tuple(t("studio.contents", kind=_kind(folder), n=n) for folder, n in pack.contents.items()),
        needs=tuple(labels.get(need, need) for need in pack.needs),
        needed_by=needed_by,
    )


def _kind(folder: str) -> str:
    """Packs count by folder; people read kinds."""
    know_all_kinds()
    kind = next((name for name in KINDS.names() if KINDS.get(name).folder == folder), folder)
    return kind_word(kind, language())
