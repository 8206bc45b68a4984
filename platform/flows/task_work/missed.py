"""A task that comes again while the one before is still there, late: that one was missed, and makes room."""

from __future__ import annotations

from accounts import Work
from definitions import Label
from records import TaskRow, tasks, timers

from ..clocks.took import task_took
from ..happenings import NOTHING, Told, event, remember
from ..subject import Subject
from .in_hand import CONTACT

OPENED = "opened"


def make_room(work: Work, subject: Subject, name: str, title: Label) -> Told:
    """End what was opened before with the same words and is past its limit, or has none; reports count it as missed."""
    told = NOTHING
    for row in tasks.open_of(work.connection, subject.form.id, subject.id):
        if (row.task, row.title) == (name, title.as_written()) and row.how in (OPENED, CONTACT) and _is_over(work, row):
            told += _miss(work, row)
    return told


def _is_over(work: Work, row: TaskRow) -> bool:
    return row.due_at is None or row.due_at < work.now


def _miss(work: Work, row: TaskRow) -> Told:
    tasks.miss(work.connection, row.id, work.now, took=task_took(work, row))
    timers.cancel_prefix(work.connection, f"task:{row.id}:", work.now, of=(row.form, row.record))
    about = {"task": row.task, "task_id": row.id, "label": row.title}
    return remember(work, [event(work, row.form, row.record, "task_missed", **about)])
