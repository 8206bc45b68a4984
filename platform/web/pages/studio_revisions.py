"""Revisions: publish the draft, look at what was published, roll back."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, g, request

from definitions import DefinitionError, NotFound
from publishing import ConvertedFirst, coming, differences, files_of, publish, rollback
from records import revisions

from .. import desk
from ..htmx import go, page
from ..installation import installation
from ..languages import language, t
from ..numbers import whole
from ..sessions import needs
from ..shell import toast
from ..studio.afterwards import Afterwards, afterwards, told_later
from ..studio.draft import Draft, draft_of
from ..studio.editing import forget_published
from ..studio.frame import Frame, frame_of
from ..studio.impact import impact_rows, impact_seen, touches_something
from ..studio.in_flight import answers_in
from ..studio.lines import DiffLine, diff_lines
from ..studio.revision_rows import RevisionRow, revision_rows
from ..studio.words import ChangedDefinition, changed_definitions

blueprint = Blueprint("studio_revisions", __name__, url_prefix="/studio/revisions")


@dataclass(frozen=True)
class RevisionsPage:
    """All revisions, the newest first."""

    studio: Frame
    revisions: tuple[RevisionRow, ...]


@dataclass(frozen=True)
class ChangedFile:
    """One file of a revision against the one before."""

    path: str
    lines: tuple[DiffLine, ...]

    @property
    def added(self) -> int:
        """How many lines are new."""
        return sum(1 for line in self.lines if line.kind == "add")

    @property
    def removed(self) -> int:
        """How many lines are gone."""
        return sum(1 for line in self.lines if line.kind == "del")


@dataclass(frozen=True)
class RevisionPage:
    """One revision: who, when, why, what changed, and what became of it."""

    studio: Frame
    revision: RevisionRow
    words: tuple[ChangedDefinition, ...]
    files: tuple[ChangedFile, ...]
    total: int
    afterwards: Afterwards


@blueprint.get("")
@needs("configure")
def index():
    """What was published, by whom, with what."""
    with desk.reading() as work:
        draft = draft_of(work)
        rows = revision_rows(work, revisions.listing(work.connection, limit=50))
        return page("pages/studio/revisions.html", RevisionsPage(frame_of(draft, seen=impact_seen(draft)), rows))


@blueprint.get("/<int:number>")
@needs("configure")
def show(number: int):
    """One revision against the one before it."""
    with desk.reading() as work:
        if number < 1:
            raise NotFound
        found = revisions.get(work.connection, number)
        after, before = files_of(work.connection, number), files_of(work.connection, number - 1)
        draft, changes = draft_of(work), differences(before, after)
        context = RevisionPage(
            studio=frame_of(draft, seen=impact_seen(draft)),
            revision=revision_rows(work, [found])[0],
            words=told_later(work, number, changes, changed_definitions(changes)),
            files=_changed_files(before, after),
            total=len(after),
            afterwards=afterwards(work, number, after),
        )
        return page("pages/studio/revision.html", context)


@blueprint.post("")
@needs("configure")
def create():
    """Publishes the draft that was looked at; anything that moved since is said, and nothing is published."""
    with desk.reading() as work:
        draft = draft_of(work)
        hindrance = _hindrance(work, draft)
        came = coming.in_draft(work.connection, {file.path for file in draft.files}, draft.merged)
    if hindrance:
        toast(hindrance)
        return go("/studio/plan" if not draft.is_empty else "/studio")
    said = {"message": request.form.get("message", "").strip()[:400], "in_flight": answers_in(request.form)}
    try:
        said |= {"author": g.person.id, "now": desk.now(), "base": draft.base, "wait": False}
        said["came"] = {pack: each.files for pack, each in came.items()}
        done = publish(installation().workspace, draft.merged, **said)
    except ConvertedFirst as first:
        toast(first.text(language()))
        return go("/studio/plan")
    except DefinitionError as broken:
        toast(_first_error(broken))
        return go("/studio/problems" if draft.errors else "/studio/plan")
    with desk.writing() as work:
        forget_published(work)
        coming.forget(work.connection, came)
    toast(t("studio.published", n=done.revision))
    return go("/studio/revisions")


@blueprint.post("/<int:number>/rollback")
@needs("configure")
def roll_back(number: int):
    """Publishes an older revision again, as a new one; the draft stays."""
    with desk.reading() as work:
        revisions.get(work.connection, number)
        if moved := _moved_on(work.catalog.revision):
            toast(moved)
            return go(f"/studio/plan?to={number}")
    try:
        answers = answers_in(request.form)
        said = {"author": g.person.id, "now": desk.now(), "in_flight": answers}
        done = rollback(installation().workspace, number, **said, wait=False)
    except ConvertedFirst as first:
        toast(first.text(language()))
        return go(f"/studio/plan?to={number}")
    except DefinitionError as broken:
        toast(_first_error(broken))
        return go(f"/studio/plan?to={number}")
    toast(t("studio.rolled_back_to", n=number, new=done.revision))
    return go("/studio/revisions")


def _first_error(broken: DefinitionError) -> str:
    """The one that is to be mended first, in words."""
    errors = [problem for problem in broken.problems if problem.is_error]
    return errors[0].sentence(language()) if errors else t("studio.errors_first", n=1)


def _hindrance(work, draft: Draft) -> str:
    """Why this draft may not be published now; empty when it may."""
    if draft.is_empty:
        return t("studio.no_changes")
    if draft.errors:
        return t("studio.errors_first", n=len(draft.errors))
    if draft.clashes:
        return t("studio.clashes_first", n=len(draft.clashes))
    if moved := _moved_on(draft.base):
        return moved
    looked_at = request.form.get("digest") == draft.digest or impact_seen(draft)
    if not looked_at and touches_something(draft.plan, impact_rows(work, draft.plan)):
        return t("studio.look_again")
    if request.form.get("digest") not in (None, draft.digest):
        return t("studio.look_again")
    return ""


def _moved_on(now: int) -> str:
    """What stands against publishing over the revision of now; who says an unreadable one looked at none."""
    if "base" not in request.form:
        return ""
    base = request.form.get("base", type=whole)
    if base is None:
        return t("studio.base_unreadable", n=now)
    return t("studio.moved_on", base=base, n=now) if base != now else ""


def _changed_files(before: dict[str, str], after: dict[str, str]) -> tuple[ChangedFile, ...]:
    changed = sorted(path for path in {*before, *after} if before.get(path) != after.get(path))
    return tuple(ChangedFile(path, diff_lines(before.get(path), after.get(path))) for path in changed)
