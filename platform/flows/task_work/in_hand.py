"""A task as the verbs take it in hand: its row, its record, what the admin wrote about it, and who may do it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from accounts import Work, allowed, people, require
from definitions import Label, NotAllowed, Refused
from records import TaskRow, tasks

from ..collaborating import collaborates
from ..happenings import Told, event, remember
from ..pipelines import TaskDefinition
from ..subject import Subject, take

# Promises of ours that stand for a contact, whatever it is about: what was agreed, and a record that woke.
NEXT_STEP, WAKE = SETTLED = ("next_step", "wake")
CONTACT = "contact"  # how a task came: an automation or a cadence asks to get in touch


@dataclass(frozen=True)
class TaskInHand:
    """A task with its record, and what the admin wrote about it, if it is not one of our own."""

    row: TaskRow
    subject: Subject
    definition: TaskDefinition | None

    @property
    def label(self) -> Label:
        return task_label(self.row, self.definition)

    @property
    def is_contact(self) -> bool:
        """Whether it stands for a call, a visit or a mail: it is done by writing down what was said."""
        return stands_for_contact(self.row, self.definition)


class LogMissing(Refused):
    """A contact is done by its follow-up log; `task` is what it would do."""

    def __init__(self, task: TaskInHand) -> None:
        super().__init__("tasks.refused.log_missing", task=task.label)
        self.task = task.row


def take_task(work: Work, task_id: int) -> TaskInHand:
    """The task, with its record locked; NotFound says nothing about records one may not see."""
    row = tasks.get(work.connection, task_id)
    subject = take(work, row.form, row.record)
    return TaskInHand(tasks.get(work.connection, task_id), subject, definition_of(subject, row))


def definition_of(subject: Subject, row: TaskRow) -> TaskDefinition | None:
    """What the admin wrote about a task, as far as this revision still knows it."""
    return subject.pipeline.task_of(row.task, subject.row.grade) if subject.pipeline else None


def stands_for_contact(row: TaskRow, definition: TaskDefinition | None) -> bool:
    """What the definitions say; of our own tasks, those that a contact settles."""
    return definition.contact if definition else row.task in SETTLED or row.how == CONTACT


def task_label(row: TaskRow, definition: TaskDefinition | None) -> Label:
    """What a task is called: by its own title, by its definition, or by the id that is left of it."""
    if row.title:
        return Label.of(row.title)
    return definition.label if definition else Label.of(row.task)


def may_do(work: Work, subject: Subject, row: TaskRow) -> bool:
    """Whether the actor could complete a task of a record."""
    mine = _is_own(work, row) or _is_the_owners(work, subject, row)
    return allowed(work.actor, "complete", row.form) and mine


def require_own(work: Work, task: TaskInHand, verb: str) -> None:
    """A task is done by who has it or who hands work out; else an approval could be given by who asks for it."""
    require(work, verb, task.row.form)
    if _is_own(work, task.row) or _is_the_owners(work, task.subject, task.row):
        return
    assignee = task.row.assignee
    name = people.names(work.connection, [assignee]).get(assignee, "")
    raise NotAllowed("flows.refused.not_your_task", task=task.label, name=name)


def tell(work: Work, task: TaskInHand, kind: str, **data: Any) -> Told:
    """Keep what happened to a task; whoever waits for it looks when the verb is done."""
    said = {name: value for name, value in data.items() if value not in (None, {}, "")}
    about = {"task": task.row.task, "task_id": task.row.id, "label": task.label.as_written(), **said}
    return remember(work, [event(work, task.row.form, task.row.record, kind, **about)])


def _is_the_owners(work: Work, subject: Subject, row: TaskRow) -> bool:
    """What the record's owner has to do, whoever works along may do too."""
    return row.assignee == subject.owner and collaborates(work, row.form, row.record)


def _is_own(work: Work, row: TaskRow) -> bool:
    return row.assignee in (None, work.actor.person_id) or allowed(work.actor, "assign", row.form)
