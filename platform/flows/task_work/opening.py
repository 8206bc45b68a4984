"""Opening a task that no stage has: by an automation, a cadence, whoever has something to be done about a record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accounts import Work
from definitions import Duration, Label
from records import TaskRow, tasks, timers

from ..clocks.limit import Clock, first_timer
from ..crew import Crew
from ..happenings import Told, event, follow, remember
from ..pipelines import PROMISED
from ..subject import Subject
from . import next_action
from .missed import OPENED, make_room


@dataclass(frozen=True)
class OpenedTask:
    """What is to be done, by whom, and how soon on their calendar."""

    id: str
    title: Label
    assignee: int | None
    within: Duration | None = None
    must: bool = True
    due_at: datetime | None = None
    how: str = OPENED  # or contact: any contact does it; or own: added by somebody in their own words


def open_own_task(work: Work, subject: Subject, wanted: OpenedTask, *, crew: Crew) -> tuple[int, datetime | None]:
    """Open it, start its clock, tell it; returns its id and its limit. Unmet, its owner and their superior hear.

    The same task that was opened before and is late makes room for it, so that nobody finds it twice in their day.
    """
    missed = make_room(work, subject, wanted.id, wanted.title)
    task, told = open_on_the_way(work, subject, wanted, crew=crew)
    follow(work, missed + told)
    return task, tasks.get(work.connection, task).due_at


def open_on_the_way(work: Work, subject: Subject, wanted: OpenedTask, *, crew: Crew) -> tuple[int, Told]:
    """The same for a verb that does more; it belongs to no stay, but is kept with the stage in which it came up."""
    form, record = subject.form.id, subject.id
    calendar = crew.calendar(wanted.assignee)
    due_at = calendar.add(work.now, wanted.within) if wanted.within else wanted.due_at
    title = wanted.title.as_written()
    row = TaskRow(
        form, record, wanted.id, work.now, title=title, assignee=wanted.assignee, must=wanted.must, due_at=due_at,
        pipeline=subject.row.pipeline, stage=subject.row.stage, how=wanted.how, revision=work.catalog.revision,
    )  # fmt: skip
    task = tasks.open_task(work.connection, row)
    if due_at is not None:
        clock = Clock(
            form, record, "task_overdue", f"task:{task}", limit_at=due_at, counted_from=work.now,
            within=wanted.within, person=wanted.assignee, ref=task,
        )  # fmt: skip
        steps = subject.pipeline.promises if subject.pipeline else PROMISED
        timers.start(work.connection, first_timer(clock, steps, calendar=calendar, now=work.now))
    told = next_action.refresh_on_the_way(work, form, subject.table, record)
    about = {"task": wanted.id, "task_id": task, "label": title, "how": wanted.how}
    return task, told + remember(work, [event(work, form, record, "task_opened", **about)])
