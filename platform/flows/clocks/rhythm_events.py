"""What the history says of the rhythm: a follow-up done or missed and how late, a step that a better grade moved up."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row

from accounts import Work
from definitions import Label
from records import Event, TaskRow

from ..happenings import event
from .took import late_by

DONE, MISSED, SOONER = "task_completed", "task_missed", "task_sooner"


def follow_up_ended(work: Work, task: TaskRow, row: Row[Any], kind: str, at: datetime) -> Event:
    """Whose it was, until when it was to be done, and how late it was at its end."""
    due = task.due_at
    late = late_by(due, at)
    said = {"due_at": due.isoformat() if due else None, "late": late > 0, "late_seconds": late}
    return _about(work, task, row, kind, person=task.assignee, **said)


def moved_up(work: Work, task: TaskRow, row: Row[Any], due_at: datetime) -> Event:
    """A step of which nobody said when goes by the rhythm of the grade that the record has now."""
    said = {"was": task.due_at.isoformat(), "due_at": due_at.isoformat(), "grade": row.grade}
    return _about(work, task, row, SOONER, person=task.assignee, **said)


def _about(work: Work, task: TaskRow, row: Row[Any], kind: str, **said: Any) -> Event:
    label = _label(work, task, row).as_written()
    return event(work, task.form, task.record, kind, task=task.task, task_id=task.id, label=label, **said)


def _label(work: Work, task: TaskRow, row: Row[Any]) -> Label:
    pipeline = work.catalog.find("pipeline", row.pipeline) if row.pipeline else None
    known = pipeline.task_of(task.task, row.grade) if pipeline and not task.title else None
    return known.label if known else Label.of(task.title or task.task)
