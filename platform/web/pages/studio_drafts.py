"""The draft as a whole: its differences in words and by file, its impact, letting go of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import Blueprint, request

from accounts import Work
from definitions import NotFound, Problem
from flows import in_flight
from publishing import NEEDED, Plan, files_of, make_plan
from records import revisions

from .. import desk
from ..htmx import go, page
from ..installation import installation
from ..languages import language, t
from ..numbers import whole
from ..sessions import needs
from ..shell import toast
from ..studio.converting import Converting, converting_of
from ..studio.draft import Draft, draft_of
from ..studio.editing import discard, keep_mine, remove
from ..studio.frame import Frame, frame_of
from ..studio.hits import records_of
from ..studio.impact import ImpactRow, impact_rows, impact_seen, mark_seen, touches_something
from ..studio.in_flight import Asked, answers_in, asked_of, hidden_of
from ..studio.lines import DiffLine, diff_lines
from ..studio.listing import FileRow, row_of
from ..studio.problem_places import told_problems
from ..studio.regrading import try_grades
from ..studio.told_problem import ToldProblem
from ..studio.words import ChangedDefinition, changed_definitions

# Whoever reads the page is asked what a command would have to be told.
UNANSWERED = "in_flight.problem.stage_in_use"

NAMED = 3  # changes that a proposed message names

blueprint = Blueprint("studio_drafts", __name__, url_prefix="/studio")


@dataclass(frozen=True)
class FileDifference:
    """One file, line by line; `clash` where somebody published it in the meantime."""

    row: FileRow
    lines: tuple[DiffLine, ...]
    theirs: tuple[DiffLine, ...]
    clash: bool


@dataclass(frozen=True)
class DraftPage:
    """What the draft changes, in words and by file."""

    studio: Frame
    words: tuple[ChangedDefinition, ...]
    files: tuple[FileDifference, ...]


@dataclass(frozen=True)
class PlanPage:
    """What a publish, or a roll back to a revision, would do, from live data."""

    studio: Frame
    title: str
    rollback: int
    base: int
    words: tuple[ChangedDefinition, ...]
    impact: tuple[ImpactRow, ...]
    problems: tuple[ToldProblem, ...]
    errors: int
    waiting: int  # records in stages that go, of which nobody has said what becomes of them
    clashes: int
    empty: bool
    touched: bool
    digest: str
    suggestion: str
    asked: tuple[Asked, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    converting: Converting | None = None


@blueprint.get("/draft")
@needs("configure")
def show():
    """The draft against what is published."""
    with desk.reading() as work:
        draft = draft_of(work)
        files = tuple(_difference(draft, file.path) for file in draft.files)
        words = changed_definitions(draft.plan.changes)
        return page("pages/studio/draft.html", DraftPage(frame_of(draft, seen=impact_seen(draft)), words, files))


@blueprint.get("/plan")
@needs("configure")
def plan():
    """The impact; having been here is what opens publishing."""
    to, answers = request.args.get("to", 0, type=whole), answers_in(request.args)
    with desk.reading() as work:
        draft = draft_of(work)
        made = _plan_to(work, to, answers) if to else _answered(work, draft, answers)
        current = work.catalog
        sizes = {card.form: records_of(work, card.form) for card in current.all("scorecard")}
    moves = try_grades(installation().workspace.database, made, current, sizes, desk.now())
    with desk.reading() as work:
        rows = impact_rows(work, made, moves)
        context = _rollback_page(draft, made, rows, to=to) if to else _publish_page(draft, made, rows)
        context = replace(context, asked=asked_of(made.in_flight), answers=hidden_of(answers))
        context = replace(context, converting=converting_of(work, None if to else made))
        if not to and not context.errors and not context.waiting:
            mark_seen(context.digest)
        return page("pages/studio/plan.html", context)


@blueprint.post("/draft/removals")
@needs("configure")
def remove_file():
    """The draft lets a file go."""
    path = request.form.get("path", "")
    with desk.writing() as work:
        remove(work, path)
    toast(t("studio.file_removed", path=path), undo_action="/studio/draft/discards", path=path)
    return go("/studio/draft")


@blueprint.post("/draft/discards")
@needs("configure")
def discard_draft():
    """Forgets the draft of one file, or the whole of it."""
    path = request.form.get("path") or None
    with desk.writing() as work:
        dropped = discard(work, path)
    toast(t("studio.draft_dropped", n=dropped))
    return go("/studio/draft" if path else "/studio")


@blueprint.post("/draft/resolutions")
@needs("configure")
def resolve():
    """Somebody published this file in the meantime: keep the draft of it, or take theirs."""
    path, keep = request.form.get("path", ""), request.form.get("keep")
    if keep not in ("mine", "theirs"):
        raise NotFound
    with desk.writing() as work:
        if keep == "mine":
            keep_mine(work, path)
        else:
            discard(work, path)
    return go("/studio/draft")


def _difference(draft: Draft, path: str) -> FileDifference:
    clash = next((each for each in draft.clashes if each.path == path), None)
    lines = diff_lines(draft.published.get(path), draft.merged.get(path))
    theirs = diff_lines(clash.was, clash.published) if clash else ()
    return FileDifference(row_of(draft, path), lines, theirs, clash is not None)


def _answered(work: Work, draft: Draft, answers: Sequence[in_flight.Answer]) -> Plan:
    """The draft's plan with what was said about records on their way."""
    return make_plan(work.connection, work.catalog, draft.merged, answers) if answers else draft.plan


def _plan_to(work: Work, to: int, answers: Sequence[in_flight.Answer]) -> Plan:
    """What publishing an older revision again would do."""
    revisions.get(work.connection, to)
    return make_plan(work.connection, work.catalog, files_of(work.connection, to), answers, back_to=to)


def _publish_page(draft: Draft, made: Plan, rows: tuple[ImpactRow, ...]) -> PlanPage:
    words = changed_definitions(made.changes)
    seen = not draft.errors and not draft.is_empty
    return PlanPage(
        studio=frame_of(replace(draft, plan=made), seen=seen),
        title=t("studio.plan_title"),
        rollback=0,
        base=draft.base,
        words=words,
        impact=rows,
        problems=_problems(made),
        errors=len(_errors(made)),
        waiting=_waiting(made),
        clashes=len(draft.clashes),
        empty=draft.is_empty,
        touched=touches_something(made, rows),
        digest=draft.digest,
        suggestion=_proposed([each.head for each in words]),
    )


def _proposed(heads: list[str]) -> str:
    """A message to begin with: the first changes by name, and how many there are in all where others are left out."""
    named = t("studio.between_changes").join(heads[:NAMED])
    named = f"{named[:1].upper()}{named[1:]}"
    return t("studio.and_more", named=named, n=len(heads)) if len(heads) > NAMED else named


def _rollback_page(draft: Draft, made: Plan, rows: tuple[ImpactRow, ...], *, to: int) -> PlanPage:
    return PlanPage(
        studio=frame_of(draft, seen=impact_seen(draft)),
        title=t("studio.rollback_title", n=to),
        rollback=to,
        base=draft.base,
        words=changed_definitions(made.changes),
        impact=rows,
        problems=_problems(made),
        errors=len(_errors(made)),
        waiting=_waiting(made),
        clashes=0,
        empty=made.is_empty,
        touched=touches_something(made, rows),
        digest="",
        suggestion="",
    )


def _problems(plan: Plan) -> tuple[ToldProblem, ...]:
    found = (one for one in plan.problems if one.key not in (NEEDED, UNANSWERED))  # told as what happens, and asked
    return told_problems(found, plan.files, language())


def _errors(plan: Plan) -> list[Problem]:
    return [one for one in plan.errors if one.key != UNANSWERED]


def _waiting(plan: Plan) -> int:
    """How many records are still to be settled."""
    return sum(one.records for one in plan.in_flight if one.is_gone and one.answer is None)
