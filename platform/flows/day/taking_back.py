"""Taking back what one put off or left out a moment ago: the task is there again, with the limit it had."""

from __future__ import annotations

from datetime import timedelta

from accounts import Work
from definitions import Refused
from records import TaskRow, tasks, timers

from .. import contacts
from ..crew import Crew
from ..happenings import event, happened
from ..pipelines import FOLLOW_UP
from ..stage_moves.entering import task_timers
from ..stage_moves.entry import PlannedTask
from ..task_work import next_action
from ..task_work.giving import Given
from ..task_work.in_hand import NEXT_STEP
from ..task_work.tasks import TaskInHand, in_hand

STILL = timedelta(hours=12)  # a slip is noticed the same day; later it is history


def take_back(work: Work, task_id: int) -> TaskInHand:
    """Undo one's own snooze or skip, or that a contact settled a promise; what somebody else did stays."""
    task = in_hand(work, task_id)
    row = task.row
    if row.state == "open" and row.snoozed_until is not None and row.snoozed_until > work.now:
        tasks.snooze(work.connection, task_id, None)
    elif _ended(row) and row.ended_by == work.actor.person_id and work.now - row.ended_at < STILL:
        _reopen(work, task)
    else:
        raise Refused("flows.refused.nothing_to_take_back", task=task.label)
    label = task.label.as_written()
    back = event(work, row.form, row.record, "task_taken_back", task=row.task, task_id=row.id, label=label)
    next_action.refresh(work, row.form, task.subject.table, row.record)
    happened(work, back)
    return task


def _ended(row: TaskRow) -> bool:
    return row.state == "skipped" or (row.state == "done" and row.task == NEXT_STEP)


def _reopen(work: Work, task: TaskInHand) -> None:
    """Open again, as far as the record still stands where the task belongs."""
    row, subject = task.row, task.subject
    if subject.row.outcome != "open" or (row.stage is not None and row.stage != subject.row.stage):
        raise Refused("flows.refused.nothing_to_take_back", task=task.label)
    if row.task == FOLLOW_UP:
        for other in tasks.open_of(work.connection, row.form, row.record):
            if other.task == FOLLOW_UP:  # the one that came in its place
                tasks.close(work.connection, other.id, work.now)
                timers.cancel_prefix(work.connection, f"task:{other.id}:", work.now, of=(row.form, row.record))
    tasks.reopen(work.connection, row.id)
    crew = Crew(work)
    if row.task == NEXT_STEP:
        contacts.watch(work, subject, row, crew)
    if task.definition is not None:
        given = Given(row.assignee)
        planned = PlannedTask(task.definition, given, row.due_at, starts_at=row.starts_at, counted_from=row.opened_at)
        started = task_timers(row.form, row.record, row.id, planned, crew=crew, now=work.now)
        timers.start_many(work.connection, started)
