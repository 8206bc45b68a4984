"""Doing what a stage asks for: complete, skip with a reason, snooze, tick off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from accounts import Work
from definitions import AlreadyDone, Refused
from records import tasks, timers

from ..acceptance import accept_by_working
from ..clocks.took import late_by, task_took
from ..contact_marks import mark_contact, mark_touched
from ..happenings import Told, follow
from ..own_words import said
from . import next_action
from .answers import answers_in_words, newly_found
from .in_hand import (
    LogMissing,
    TaskInHand,
    definition_of,
    may_do,
    require_own,
    stands_for_contact,
    take_task,
    task_label,
    tell,
)
from .later_tasks import after_end, what_comes_first

__all__ = [
    "LogMissing", "TaskInHand", "complete", "complete_on_the_way", "definition_of", "may_do", "skip", "snooze",
    "stands_for_contact", "task_label", "tick",
]  # fmt: skip

LONGEST_SNOOZE = timedelta(days=366)


def complete(
    work: Work,
    task_id: int,
    *,
    answers: Mapping[str, Any] | None = None,
    checks: Iterable[str] = (),
    words: str | None = None,
) -> TaskInHand:
    """Mark a task as done, with what was answered and ticked; a contact is done by `contacts.log` alone."""
    if (asked := in_hand(work, task_id)).is_contact:
        _require_ready(work, asked)
        raise LogMissing(asked)
    task, told = complete_on_the_way(work, task_id, answers=answers, checks=checks, words=words)
    follow(work, told)
    return task


def complete_on_the_way(
    work: Work,
    task_id: int,
    *,
    answers: Mapping[str, Any] | None = None,
    checks: Iterable[str] = (),
    words: str | None = None,
) -> tuple[TaskInHand, Told]:
    """The same for a verb that does more to the record: what follows from it begins when the verb is done."""
    task, words = take_task(work, task_id), said("words", words)
    require_own(work, task, "complete")
    _require_ready(work, task)
    if task.definition is not None and task.definition.approve is not None:
        raise Refused("approving.refused.answer", task=task.label)
    if task.definition is not None and task.definition.opens is not None:
        raise Refused("linking.refused.done_there", task=task.label)
    ticked = _tick(work, task, dict.fromkeys(checks, True))
    _require_ticked(task, ticked)
    accepted = accept_by_working(work, task.subject)
    new = _found_out(work, task, answers_in_words(answers or {}))
    found = {"answers": new or None, "words": words, "took": task_took(work, task.row)}
    tasks.complete(work.connection, task_id, work.now, by=work.actor.person_id, **found)
    timers.cancel_prefix(work.connection, f"task:{task_id}:", work.now, of=(task.row.form, task.row.record))
    late = late_by(task.row.due_at, work.now)
    data = {"answers": new, "words": words, "late": late > 0, "late_seconds": late or None}
    told = tell(work, task, "task_completed", **data)
    if task.definition is not None and task.definition.contact:
        mark_contact(work, task.subject)
    else:
        mark_touched(work, task.subject)
    told += after_end(work, task, done=True)
    told += next_action.refresh_on_the_way(work, task.row.form, task.subject.table, task.row.record)
    return task, accepted + told


def _found_out(work: Work, task: TaskInHand, answers: Mapping[str, Any]) -> dict[str, Any]:
    """What was answered, as far as no task of the record had found it out before."""
    if not answers or task.definition is None:
        return dict(answers)
    earlier = tasks.of_record(work.connection, task.row.form, task.row.record)
    return newly_found(answers, task.definition.asks, earlier)


def skip(work: Work, task_id: int, reason: str | None, words: str | None = None) -> TaskInHand:
    """Leave a task out; what must be done only where the admin allows it, and never without a reason."""
    task, reason, words = take_task(work, task_id), said("reason", reason), said("words", words)
    require_own(work, task, "skip")
    if task.definition is not None and not task.definition.may_skip:
        raise Refused("flows.refused.must_be_done", task=task.label)
    _check_reason(task, reason, words)
    why = {"reason": reason, "words": words, "took": task_took(work, task.row)}
    tasks.skip(work.connection, task_id, work.now, by=work.actor.person_id, **why)
    timers.cancel_prefix(work.connection, f"task:{task_id}:", work.now, of=(task.row.form, task.row.record))
    told = tell(work, task, "task_skipped", reason=reason, words=words)
    told += after_end(work, task, done=False)
    told += next_action.refresh_on_the_way(work, task.row.form, task.subject.table, task.row.record)
    follow(work, told)
    return task


def snooze(work: Work, task_id: int, until: datetime, reason: str | None = None) -> TaskInHand:
    """Put a task out of sight for a while; never past its limit without a reason, and the limit stays."""
    task, reason = take_task(work, task_id), said("reason", reason)
    require_own(work, task, "complete")
    if until <= work.now:
        raise Refused("flows.refused.snooze_into_the_past")
    if until - work.now > LONGEST_SNOOZE:
        raise Refused("flows.refused.snooze_too_far")
    limit = task.row.due_at
    if limit is not None and until > max(limit, work.now) and not reason:
        raise Refused("flows.refused.snooze_past_limit", task=task.label)
    _require_ready(work, task)
    tasks.snooze(work.connection, task_id, until)
    follow(work, tell(work, task, "task_snoozed", until=until.isoformat(), reason=reason))
    return task


def tick(work: Work, task_id: int, checks: Mapping[str, bool]) -> TaskInHand:
    """Tick items of a task's checklist, or take the tick away; who did it and when is kept."""
    task = take_task(work, task_id)
    require_own(work, task, "complete")
    if task.row.state not in tasks.LIVE:
        raise Refused("records.task_ended", state=task.row.state)
    _tick(work, task, checks)
    return take_task(work, task_id)


def in_hand(work: Work, task_id: int) -> TaskInHand:
    """A task of one's own with its record, locked."""
    task = take_task(work, task_id)
    require_own(work, task, "complete")
    return task


def _require_ready(work: Work, task: TaskInHand) -> None:
    if task.row.state == tasks.BLOCKED:
        raise Refused("tasks.refused.blocked", task=task.label, first=what_comes_first(work, task) or "–")
    if task.row.state == tasks.WAITING:
        raise Refused("tasks.refused.waiting", task=task.label)
    if task.row.state != "open":
        raise AlreadyDone("records.task_ended", state=task.row.state)


def _tick(work: Work, task: TaskInHand, checks: Mapping[str, bool]) -> Mapping[str, Any]:
    """What is ticked now."""
    ticked = dict(task.row.checks or {})
    for id, on in checks.items():
        if task.definition is None or task.definition.check(id) is None:
            known = [item.label for item in task.definition.checks] if task.definition else []
            raise Refused("tasks.refused.unknown_check", name=id, known=known or "–")
        if on:
            ticked.setdefault(id, {"by": work.actor.person_id, "at": work.now.isoformat()})
        else:
            ticked.pop(id, None)
    if checks:
        tasks.keep_checks(work.connection, task.row.id, ticked)
    return ticked


def _require_ticked(task: TaskInHand, ticked: Mapping[str, Any]) -> None:
    items = task.definition.checks if task.definition else ()
    missing = [item.label for item in items if item.must and item.id not in ticked]
    if missing:
        raise Refused("tasks.refused.unticked", task=task.label, items=missing)


def _check_reason(task: TaskInHand, reason: str | None, words: str | None) -> None:
    pipeline = task.subject.pipeline
    known = pipeline.reasons_to_skip(task.row.task) if pipeline else ()
    if known and reason not in [one.id for one in known]:
        raise Refused("flows.refused.skip_reason", known=[one.label for one in known])
    if not known and not (reason or words):
        raise Refused("flows.refused.skip_words", task=task.label)
