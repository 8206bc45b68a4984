"""The three questions of a record: where is it, what is due now, and what is stuck: the record or the action."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from accounts import Work
from definitions import Label, Reason

from ..day.rank import time_words
from ..pipelines import Limit
from ..subject import Subject
from ..task_work.cards import TaskCard

if TYPE_CHECKING:
    from .record_page import PossibleMove

NOTHING, ACTION, RECORD, NOBODY, OTHERS = "nothing", "action", "record", "nobody", "others"


@dataclass(frozen=True)
class ThreeQuestions:
    """The answers, and which kind of thing is stuck."""

    where: Reason
    now: Reason
    stuck: Reason
    stuck_kind: str = NOTHING
    is_late: bool = False


@dataclass(frozen=True)
class OpenTask:
    """As much of an open task as the questions ask for, where its whole card is not at hand."""

    label: Label
    must: bool
    due_at: datetime | None
    is_late: bool


@dataclass(frozen=True)
class Waiting:
    """A task that somebody else has to answer: who, and since when."""

    label: Label
    people: tuple[str, ...]
    since: datetime


def three_questions(
    work: Work,
    subject: Subject,
    open_tasks: Sequence[TaskCard],
    moves: Sequence[PossibleMove],
    waiting: Sequence[Waiting] = (),
) -> ThreeQuestions:
    """The answers for one record at one moment."""
    kind, stuck = what_is_stuck(work, subject, open_tasks, _missing(moves), waiting)
    late = _is_over(work, subject)
    return ThreeQuestions(_where(work, subject, late=late), _now(work, open_tasks, waiting), stuck, kind, late)


def what_is_stuck(
    work: Work,
    subject: Subject,
    open_tasks: Sequence[TaskCard | OpenTask],
    missing: Sequence[Label],
    waiting: Sequence[Waiting],
) -> tuple[str, Reason]:
    """An undone action comes before everything else: of the record one knows nothing until it is done.

    `missing` is what the ordinary way on still lacks.
    """
    if subject.row.outcome != "open":
        return NOTHING, Reason("flows.question.stuck_nothing")
    if subject.owner is None:
        return NOBODY, Reason("flows.question.stuck_nobody")
    for task in open_tasks:
        if task.is_late:
            late = time_words(int((work.now - task.due_at).total_seconds() // 60))
            return ACTION, Reason("flows.question.stuck_action", {"task": task.label, "time": late})
    if waiting and not any(task.must for task in open_tasks):
        return OTHERS, _waits("stuck", waiting[0])
    if missing and not any(task.must for task in open_tasks):
        return RECORD, Reason("flows.question.stuck_record", {"parts": list(missing)})
    return _long_stay(work, subject, open_tasks, missing)


def _long_stay(
    work: Work, subject: Subject, open_tasks: Sequence[TaskCard | OpenTask], missing: Sequence[Label]
) -> tuple[str, Reason]:
    """Nothing is late: too long in its stage all the same, or too long without an answer."""
    if _is_over(work, subject):
        due = next((task for task in open_tasks if task.must), None) if missing else None
        if due is not None:
            return ACTION, Reason("flows.question.stuck_undone", {"task": due.label})
        return ACTION, Reason("flows.question.stuck_ready")
    silence = _silence(work, subject)
    if silence is not None:
        days = time_words(int(silence.total_seconds() // 60))
        return RECORD, Reason("flows.question.stuck_silent", {"time": days})
    return NOTHING, Reason("flows.question.stuck_nothing")


def _is_over(work: Work, subject: Subject) -> bool:
    """It has stood in its stage for longer than it may."""
    return subject.row.stage_due_at is not None and subject.row.stage_due_at < work.now


def _where(work: Work, subject: Subject, *, late: bool) -> Reason:
    row, stage = subject.row, subject.stage
    if stage is None:
        return Reason("flows.question.where_nowhere")
    if row.outcome == "parked":
        hook = subject.values.get(stage.wake.hook) if stage.wake and stage.wake.hook else None
        return Reason("flows.question.parked", {"wake": str(row.wake_on or "–"), "hook": str(hook or "–")})
    if not stage.is_open:
        return Reason("flows.question.closed", {"stage": stage.label})
    days = (work.now - row.stage_entered_at).days + 1
    if late and stage.limit:
        limit = {language: stage.limit.words(language) for language in ("zh", "en")}
        return Reason("flows.question.where_late", {"stage": stage.label, "n": days, "limit": limit})
    return Reason("flows.question.where", {"stage": stage.label, "n": days})


def _now(work: Work, open_tasks: Sequence[TaskCard], waiting: Sequence[Waiting]) -> Reason:
    if not open_tasks:
        return _waits("now", waiting[0]) if waiting else Reason("flows.question.now_nothing")
    task = open_tasks[0]
    return Reason("flows.question.now", {"task": task.label, "when": _when(task.due_at, work.now)})


def _missing(moves: Sequence[PossibleMove]) -> list[Label]:
    """What the ordinary way on still lacks."""
    ahead = [move for move in moves if not move.back and not move.stage.is_exit and not move.jumps]
    return [one.label for one in ahead[0].gate.missing] if ahead else []


def _silence(work: Work, subject: Subject) -> timedelta | None:
    limit: Limit | None = subject.pipeline.silence if subject.pipeline else None
    if limit is None:
        return None
    quiet = work.now - (subject.row.last_contact_at or subject.row.created_at)
    return quiet if quiet.total_seconds() > limit.within.seconds else None


def _when(due_at: datetime | None, now: datetime) -> Reason:
    if due_at is None:
        return Reason("flows.when.none")
    minutes = int(abs((due_at - now).total_seconds()) // 60)
    return Reason("flows.when.late" if due_at < now else "flows.when.left", {"time": time_words(minutes)})


def _waits(question: str, waiting: Waiting) -> Reason:
    """Whom it waits for."""
    return Reason(f"approving.question.{question}", {"task": waiting.label, "people": list(waiting.people) or "–"})
