"""Opening a task that no stage has: by an automation, a cadence, whoever has something to be done about a record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accounts import Work
from definitions import Duration, Label
from records import TaskRow, tasks, timers

from . import next_action
from .clocks import Clock, first_timer
from .crew import Crew
from .happenings import event, happened
from .pipelines import PROMISED
from .subject import Subject


@dataclass(frozen=True)
class OpenedTask:
    """What is to be done, by whom, and how soon on their calendar."""

    id: str
    title: Label
    assignee: int | None
    within: Duration | None = None
    must: bool = True


def open_own_task(
    work: Work, subject: Subject, wanted: OpenedTask, *, crew: Crew
) -> tuple[int, datetime | None]:
    """Open it, start its clock, tell it; returns its id and its limit. Unmet, its owner and their superior hear."""
    form, record = subject.form.id, subject.id
    calendar = crew.calendar(wanted.assignee)
    due_at = calendar.add(work.now, wanted.within) if wanted.within else None
    title = wanted.title.as_written()
    row = TaskRow(
        form, record, wanted.id, work.now, title=title, assignee=wanted.assignee, must=wanted.must, due_at=due_at,
        revision=work.catalog.revision,
    )  # fmt: skip
    task = tasks.open_task(work.connection, row)
    if due_at is not None:
        clock = Clock(
            form, record, "task_overdue", f"task:{task}", limit_at=due_at, counted_from=work.now,
            within=wanted.within, person=wanted.assignee, ref=task,
        )  # fmt: skip
        steps = subject.pipeline.promises if subject.pipeline else PROMISED
        timers.start(work.connection, first_timer(clock, steps, calendar=calendar, now=work.now))
    next_action.refresh(work, form, subject.table, record)
    happened(work, event(work, form, record, "task_opened", task=wanted.id, task_id=task, label=title))
    return task, due_at
