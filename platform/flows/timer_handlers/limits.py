"""Unmet limits: of a task, of the first response, of a stay in a stage, of silence; told and escalated step by step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from accounts import Work
from definitions import LANGUAGES, Label, Reason
from records import Timer, tasks, timers

from ..entering import Cause, record_timers, step_timer
from ..happenings import event, happened
from ..notices import Notice
from ..pipelines import Limit, OverdueStep, TaskDefinition
from ..pipelines.definition import OWNER, SUPERIOR
from ..rank import time_words
from ..tasks import definition_of, task_label
from ..timers import HANDLERS, Firing

# A promise that nobody wrote steps for is told to its owner, and a working day later to their superior.
OWN_STEPS = (OverdueStep(OWNER),)


@HANDLERS.register("task_overdue")
def task_overdue(work: Work, firing: Firing) -> Sequence[Notice]:
    """A task was not done in time."""
    row = tasks.get(work.connection, firing.timer.data["ref"])
    if row.state != "open":
        return ()
    definition = definition_of(firing.subject, row)
    label = task_label(row, definition)
    if tasks.mark_overdue(work.connection, row.id, work.now):
        _happened(work, firing, "task_overdue", task=row.task, task_id=row.id, label=label.as_written())
    return _step(work, firing, _steps(definition), label, whose=row.assignee)


@HANDLERS.register("first_response")
def response_overdue(work: Work, firing: Firing) -> Sequence[Notice]:
    """Nobody has spoken with them in time."""
    limit = _limit(firing, "first_response")
    if limit is None or firing.subject.row.first_contact_at is not None or not _is_open(firing):
        return ()
    if firing.timer.data["step"] == 0:
        _happened(work, firing, "response_overdue", limit=firing.timer.data["limit"])
    return _step(work, firing, limit.overdue, _duration(limit), whose=firing.subject.owner)


@HANDLERS.register("untouched")
def untouched(work: Work, firing: Firing) -> Sequence[Notice]:
    """It came in, and nobody did anything about it."""
    limit = _limit(firing, "untouched")
    if limit is None or not _is_open(firing):
        return ()
    if firing.timer.data["step"] == 0:
        _happened(work, firing, "left_untouched", limit=firing.timer.data["limit"])
    return _step(work, firing, limit.overdue, _duration(limit), whose=firing.subject.owner)


@HANDLERS.register("silence")
def silent(work: Work, firing: Firing) -> Sequence[Notice]:
    """Nobody has spoken with them for a long time; told again after as long a time."""
    limit = _limit(firing, "silence")
    if limit is None or not _is_open(firing):
        return ()
    step = firing.timer.data["step"]
    if step == 0:
        _happened(work, firing, "fell_silent", limit=firing.timer.data["limit"])
    if step == len(limit.overdue) - 1:
        _watch_again(work, firing)
    return _step(work, firing, limit.overdue, _duration(limit), whose=firing.subject.owner)


@HANDLERS.register("stage_limit")
def stage_overdue(work: Work, firing: Firing) -> Sequence[Notice]:
    """It stands in one stage for longer than it should."""
    subject, data = firing.subject, firing.timer.data
    if subject.row.stage != data["stage"] or subject.stage is None:
        return ()
    _happened(work, firing, "stage_overdue", stage=data["stage"], label=subject.stage.label.as_written())
    steps = (OverdueStep(OWNER), OverdueStep(SUPERIOR, tier=1))
    return [notice for step in steps for notice in _notices(work, firing, step, subject.stage.label, subject.owner)]


def _step(
    work: Work, firing: Firing, steps: Sequence[OverdueStep], what: Label, *, whose: int | None
) -> Sequence[Notice]:
    """Do this step, and start the next one's timer."""
    place = firing.timer.data["step"]
    if place >= len(steps):
        return ()
    _start_next(work, firing, steps, whose)
    step = steps[place]
    if step.escalates:
        to = list(firing.crew.receivers(step, whose))
        _happened(work, firing, "escalated", of=firing.timer.kind, to=to, tier=step.tier, label=what.as_written())
    return _notices(work, firing, step, what, whose)


def _start_next(work: Work, firing: Firing, steps: Sequence[OverdueStep], whose: int | None) -> None:
    data, place = firing.timer.data, firing.timer.data["step"] + 1
    if place >= len(steps):
        return
    cause = Cause(firing.subject.form.id, firing.subject.id, firing.timer.kind, data["key"], data.get("ref"))
    limit = datetime.fromisoformat(data["limit"])
    calendar = firing.crew.calendar(whose)
    timers.start(work.connection, step_timer(cause, steps, place, due_at=limit, calendar=calendar, now=work.now))


def _notices(
    work: Work, firing: Firing, step: OverdueStep, what: Label, whose: int | None
) -> Sequence[Notice]:
    subject, timer = firing.subject, firing.timer
    late = int((work.now - _limit_of(timer)).total_seconds() // 60)
    owner = firing.crew.person(whose)
    return [
        Notice(
            person,
            "escalated" if step.escalates else timer.kind,
            subject.form.id,
            subject.id,
            key=f"{timer.key}:{step.party.kind}:{person}",
            message=step.message,
            why=_why(person, whose, owner.name if owner else None),
            params={"task": what.as_written(), "time": time_words(max(late, 0)), "person": owner.name if owner else ""},
        )
        for person in firing.crew.receivers(step, whose)
    ]


def _why(person: int, whose: int | None, name: str | None) -> Reason:
    if person == whose:
        return Reason("flows.why.yours")
    return Reason("flows.why.superior_of", {"name": name}) if name else Reason("flows.why.nobody_else")


def _steps(definition: TaskDefinition | None) -> tuple[OverdueStep, ...]:
    return definition.overdue if definition else OWN_STEPS


def _limit(firing: Firing, name: str) -> Limit | None:
    return getattr(firing.subject.pipeline, name) if firing.subject.pipeline else None


def _limit_of(timer: Timer) -> datetime:
    return datetime.fromisoformat(timer.data["limit"]) if "limit" in timer.data else timer.due_at


def _duration(limit: Limit) -> Label:
    return Label.of({language: limit.within.words(language) for language in LANGUAGES})


def _is_open(firing: Firing) -> bool:
    return firing.subject.row.outcome == "open"


def _watch_again(work: Work, firing: Firing) -> None:
    subject = firing.subject
    clocks = record_timers(
        subject.pipeline, subject.form.id, subject.id, owner=subject.owner, crew=firing.crew, now=work.now
    )
    timers.start_many(work.connection, [timer for timer in clocks if timer.kind == "silence"])


def _happened(work: Work, firing: Firing, kind: str, **data: object) -> None:
    happened(work, event(work, firing.subject.form.id, firing.subject.id, kind, **data))
