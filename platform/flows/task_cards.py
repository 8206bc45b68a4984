"""A task as it lies before somebody: its script with the record's values filled in, what to ask, what it allows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accounts import Work
from definitions import Label
from records import TaskRow, tasks

from .messages import fill
from .showing import record_words
from .subject import Subject, look
from .tasks import definition_of, task_label


@dataclass(frozen=True)
class TaskCard:
    """One task in hand."""

    id: int
    task: str
    label: Label
    state: str
    must: bool
    contact: bool
    may_skip: bool
    minutes: int
    due_at: datetime | None
    is_late: bool
    assignee: int | None
    script: str = ""
    asks: tuple[Label, ...] = ()
    snoozed_until: datetime | None = None
    ended_at: datetime | None = None
    ended_by: int | None = None
    reason: str | None = None
    words: str | None = None

    @property
    def is_open(self) -> bool:
        return self.state == "open"


def task_card(work: Work, task_id: int) -> TaskCard:
    """The task with its script in the language of whoever reads it."""
    row = tasks.get(work.connection, task_id)
    subject = look(work, row.form, row.record)
    return card_of(work, subject, row, words=record_words_of(work, subject))


def record_words_of(work: Work, subject: Subject) -> dict[str, str]:
    """What scripts may fill in, as the actor reads it."""
    words = record_words(work, subject, reader=work.actor, language=work.language, timezone=work.timezone)
    return {**words, "person": work.actor.name}


def card_of(work: Work, subject: Subject, row: TaskRow, *, words: dict[str, str] | None = None) -> TaskCard:
    """The card of a task whose record is at hand; without words the script stays unfilled and is left out."""
    definition = definition_of(subject, row)
    script = definition.script.text(work.language) if definition and definition.script and words is not None else ""
    return TaskCard(
        id=row.id,
        task=row.task,
        label=task_label(row, definition),
        state=row.state,
        must=row.must,
        contact=definition.contact if definition else True,
        may_skip=definition.may_skip if definition else True,
        minutes=definition.minutes if definition else 10,
        due_at=row.due_at,
        is_late=row.state == "open" and row.due_at is not None and row.due_at < work.now,
        assignee=row.assignee,
        script=fill(script, words or {}),
        asks=definition.asks if definition else (),
        snoozed_until=row.snoozed_until,
        ended_at=row.ended_at,
        ended_by=row.ended_by,
        reason=row.reason,
        words=row.words,
    )
