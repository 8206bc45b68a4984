"""Doing what a stage asks for: complete, skip with a reason, snooze; and tasks that go along with their record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from accounts import Work, allowed, people, require
from definitions import Label, NotAllowed, Refused
from records import TaskRow, tasks, timers

from . import next_action
from .acceptance import accept_by_working
from .collaborating import collaborates
from .contact_marks import mark_contact, mark_touched
from .crew import Crew
from .entering import task_timers
from .entry import PlannedTask, task_due
from .happenings import Told, event, follow, remember
from .pipelines import FOLLOW_UP, TaskDefinition
from .subject import Subject, take
from .took import task_took

LONGEST_SNOOZE = timedelta(days=366)


@dataclass(frozen=True)
class TaskInHand:
    """A task with its record, and what the admin wrote about it, if it is not one of our own."""

    row: TaskRow
    subject: Subject
    definition: TaskDefinition | None

    @property
    def label(self) -> Label:
        return task_label(self.row, self.definition)


def complete(
    work: Work, task_id: int, *, answers: Mapping[str, Any] | None = None, words: str | None = None
) -> TaskInHand:
    """Mark a task as done, with what was answered; a task that is a contact counts as one."""
    task = _take(work, task_id)
    _require_own(work, task, "complete")
    accept_by_working(work, task.subject)
    found = {"answers": dict(answers or {}) or None, "words": words, "took": task_took(work, task.row)}
    tasks.complete(work.connection, task_id, work.now, by=work.actor.person_id, **found)
    timers.cancel_prefix(work.connection, f"task:{task_id}:", work.now, of=(task.row.form, task.row.record))
    told = _tell(work, task, "task_completed", answers=dict(answers or {}), words=words, late=_is_late(work, task.row))
    if task.definition is not None and task.definition.contact:
        mark_contact(work, task.subject)
    else:
        mark_touched(work, task.subject)
    next_action.refresh(work, task.row.form, task.subject.table, task.row.record)
    follow(work, told)
    return task


def skip(work: Work, task_id: int, reason: str | None, words: str | None = None) -> TaskInHand:
    """Leave a task out; what must be done only where the admin allows it, and never without a reason."""
    task = _take(work, task_id)
    _require_own(work, task, "skip")
    if task.definition is not None and not task.definition.may_skip:
        raise Refused("flows.refused.must_be_done", task=task.label)
    _check_reason(task, reason, words)
    why = {"reason": reason, "words": words, "took": task_took(work, task.row)}
    tasks.skip(work.connection, task_id, work.now, by=work.actor.person_id, **why)
    timers.cancel_prefix(work.connection, f"task:{task_id}:", work.now, of=(task.row.form, task.row.record))
    told = _tell(work, task, "task_skipped", reason=reason, words=words)
    next_action.refresh(work, task.row.form, task.subject.table, task.row.record)
    follow(work, told)
    return task


def snooze(work: Work, task_id: int, until: datetime, reason: str | None = None) -> TaskInHand:
    """Put a task out of sight for a while; never past its limit without a reason, and the limit stays."""
    task = _take(work, task_id)
    _require_own(work, task, "complete")
    if until <= work.now:
        raise Refused("flows.refused.snooze_into_the_past")
    if until - work.now > LONGEST_SNOOZE:
        raise Refused("flows.refused.snooze_too_far")
    limit = task.row.due_at
    if limit is not None and until > max(limit, work.now) and not (reason or "").strip():
        raise Refused("flows.refused.snooze_past_limit", task=task.label)
    if task.row.state != "open":
        raise Refused("records.task_ended", state=task.row.state)
    tasks.snooze(work.connection, task_id, until)
    follow(work, _tell(work, task, "task_snoozed", until=until.isoformat(), reason=reason))
    return task


def may_do(work: Work, subject: Subject, row: TaskRow) -> bool:
    """Whether the actor could complete a task of a record."""
    mine = _is_own(work, row) or _is_the_owners(work, subject, row)
    return allowed(work.actor, "complete", row.form) and mine


def in_hand(work: Work, task_id: int) -> TaskInHand:
    """A task of one's own with its record, locked."""
    task = _take(work, task_id)
    _require_own(work, task, "complete")
    return task


def follow_owner(work: Work, subject: Subject, owner: int | None) -> None:
    """The record has another owner: what the owner had to do goes along, with limits on the new one's calendar."""
    crew = Crew(work)
    for row in tasks.open_of(work.connection, subject.form.id, subject.id):
        _follow(work, subject, row, owner, crew)
    next_action.refresh(work, subject.form.id, subject.table, subject.id)


def _follow(work: Work, subject: Subject, row: TaskRow, owner: int | None, crew: Crew) -> None:
    definition = definition_of(subject, row)
    if row.task == FOLLOW_UP or (definition is not None and definition.who.kind not in ("owner", "superior")):
        return
    assignee = crew.assignee(definition.who, owner, subject.number) if definition else owner
    if assignee != row.assignee:
        _give(work, subject, row, PlannedTask(definition, assignee, None), crew)


def definition_of(subject: Subject, row: TaskRow) -> TaskDefinition | None:
    """What the admin wrote about a task, as far as this revision still knows it."""
    return subject.pipeline.task_of(row.task, subject.row.grade) if subject.pipeline else None


def task_label(row: TaskRow, definition: TaskDefinition | None) -> Label:
    """What a task is called: by its own title, by its definition, or by the id that is left of it."""
    if row.title:
        return Label.of(row.title)
    return definition.label if definition else Label.of(row.task)


def _take(work: Work, task_id: int) -> TaskInHand:
    row = tasks.get(work.connection, task_id)
    subject = take(work, row.form, row.record)
    return TaskInHand(tasks.get(work.connection, task_id), subject, definition_of(subject, row))


def _require_own(work: Work, task: TaskInHand, verb: str) -> None:
    """A task is done by who has it or who hands work out; else an approval could be given by who asks for it."""
    require(work, verb, task.row.form)
    if _is_own(work, task.row) or _is_the_owners(work, task.subject, task.row):
        return
    assignee = task.row.assignee
    name = people.names(work.connection, [assignee]).get(assignee, "")
    raise NotAllowed("flows.refused.not_your_task", task=task.label, name=name)


def _is_the_owners(work: Work, subject: Subject, row: TaskRow) -> bool:
    """What the record's owner has to do, whoever works along may do too."""
    return row.assignee == subject.owner and collaborates(work, row.form, row.record)


def _is_own(work: Work, row: TaskRow) -> bool:
    return row.assignee in (None, work.actor.person_id) or allowed(work.actor, "assign", row.form)


def _give(work: Work, subject: Subject, row: TaskRow, planned: PlannedTask, crew: Crew) -> None:
    """A new assignee has the whole time again."""
    tasks.hand_to(work.connection, row.id, planned.assignee)
    if planned.definition is None or planned.definition.within is None:
        timers.belong_to(work.connection, f"task:{row.id}:", planned.assignee, of=(row.form, row.record))
        return
    due_at = task_due(planned.definition, planned.assignee, crew, work.now)
    tasks.move(work.connection, row.id, due_at)
    timers.cancel_prefix(work.connection, f"task:{row.id}:", work.now, of=(row.form, row.record))
    moved = PlannedTask(planned.definition, planned.assignee, due_at)
    timers.start_many(
        work.connection, task_timers(subject.form.id, subject.id, row.id, moved, crew=crew, now=work.now)
    )


def _check_reason(task: TaskInHand, reason: str | None, words: str | None) -> None:
    pipeline = task.subject.pipeline
    known = pipeline.skip_reasons if pipeline else ()
    if known and (reason is None or pipeline.skip_reason(reason) is None):
        raise Refused("flows.refused.skip_reason", known=[one.label for one in known])
    if not known and not ((reason or "") + (words or "")).strip():
        raise Refused("flows.refused.skip_words", task=task.label)


def _tell(work: Work, task: TaskInHand, kind: str, **data: Any) -> Told:
    said = {name: value for name, value in data.items() if value not in (None, {}, "")}
    label = task.label.as_written()
    about = {"task": task.row.task, "task_id": task.row.id, "label": label, **said}
    return remember(work, [event(work, task.row.form, task.row.record, kind, **about)])


def _is_late(work: Work, row: TaskRow) -> bool:
    return row.due_at is not None and row.due_at < work.now
