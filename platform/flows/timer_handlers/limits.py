"""Limits of a task, of the first response, of a stay in a stage, of quiet: warned of, told, escalated step by step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from accounts import Work
from definitions import LANGUAGES, Label, say
from records import tasks

from ..clocks.firing import HANDLERS, Firing, together
from ..clocks.limit import limit_of
from ..clocks.stepping import Chain, is_last, take_step
from ..clocks.took import Span
from ..happenings import event
from ..pipelines import PROMISED, Limit, OverdueStep
from ..sending.notices import Notice
from ..stage_moves.entering import STAGE_LIMIT, record_timers
from ..task_work.in_hand import definition_of, task_label


@HANDLERS.register("task_overdue")
@together
def task_overdue(work: Work, firing: Firing) -> Sequence[Notice]:
    """A task is not done."""
    row = firing.task
    if row is None or row.state not in ("open", tasks.WAITING):
        return ()
    definition = definition_of(firing.subject, row)
    label = task_label(row, definition)

    def breached(late: Span) -> None:
        if row.overdue_at is None:
            firing.effects.overdue.append(row.id)
            _tell(work, firing, "task_overdue", late, task=row.task, task_id=row.id, label=label.as_written())

    steps = definition.overdue if definition else _promised(firing)
    return take_step(work, firing, Chain(steps, label, row.assignee, breached))


@HANDLERS.register("first_response")
@together
def response_overdue(work: Work, firing: Firing) -> Sequence[Notice]:
    """Nobody has spoken with them."""
    if firing.subject.row.first_contact_at is not None:
        return ()
    return _limit_step(work, firing, "first_response", "response_overdue")


@HANDLERS.register("untouched")
@together
def untouched(work: Work, firing: Firing) -> Sequence[Notice]:
    """It came in, and nobody did anything about it."""
    return _limit_step(work, firing, "untouched", "left_untouched")


@HANDLERS.register("silence")
@together
def silent(work: Work, firing: Firing) -> Sequence[Notice]:
    """Nobody has spoken with them for a long time; told again after as long a time."""
    limit = _limit(firing, "silence")
    if limit is not None and _is_open(firing) and is_last(firing, limit.overdue):
        _watch_again(work, firing)
    return _limit_step(work, firing, "silence", "fell_silent")


@HANDLERS.register(STAGE_LIMIT)
@together
def stage_overdue(work: Work, firing: Firing) -> Sequence[Notice]:
    """It stands in one stage for longer than it should."""
    subject, data = firing.subject, firing.timer.data
    stage = subject.stage
    if stage is None or not stage.is_open or data.get("stage", stage.id) != stage.id:
        return ()

    def breached(late: Span) -> None:
        _tell(work, firing, "stage_overdue", late, stage=stage.id, label=stage.label.as_written())

    return take_step(work, firing, Chain(stage.overdue, stage.label, subject.owner, breached))


def _limit_step(work: Work, firing: Firing, name: str, kind: str) -> Sequence[Notice]:
    limit = _limit(firing, name)
    if limit is None or not _is_open(firing):
        return ()

    def breached(late: Span) -> None:
        _tell(work, firing, kind, late, limit=limit_of(firing.timer).isoformat())

    within = _duration(limit)
    called = Label.of({language: say(f"flows.limit.{name}", language, within=within) for language in LANGUAGES})
    return take_step(work, firing, Chain(limit.overdue, within, firing.subject.owner, breached, called))


def _limit(firing: Firing, name: str) -> Limit | None:
    return getattr(firing.subject.pipeline, name) if firing.subject.pipeline else None


def _promised(firing: Firing) -> Sequence[OverdueStep]:
    return firing.subject.pipeline.promises if firing.subject.pipeline else PROMISED


def _duration(limit: Limit) -> Label:
    return Label.of({language: limit.within.words(language) for language in LANGUAGES})


def _is_open(firing: Firing) -> bool:
    return firing.subject.row.outcome == "open"


def _watch_again(work: Work, firing: Firing) -> None:
    subject = firing.subject
    clocks = record_timers(
        subject.pipeline, subject.form.id, subject.id, owner=subject.owner, crew=firing.crew, now=work.now
    )
    firing.effects.timers.extend(timer for timer in clocks if timer.kind == "silence")


def _tell(work: Work, firing: Firing, kind: str, late: Span, **data: Any) -> None:
    subject = firing.subject
    told = event(work, subject.form.id, subject.id, kind, **data, **late.columns("late_"))
    firing.effects.events.append(told)
