"""A task as it lies before somebody: its script with the record's values filled in, what to ask, what it allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts import Work
from definitions import Label, fill
from records import TaskRow, tasks

from ..pipelines import TaskDefinition
from ..record_story.showing import record_words
from ..subject import Subject, look
from .answers import FoundOut, known_answers, spoken
from .hands import in_queue_of, queue_label
from .in_hand import definition_of, stands_for_contact, task_label


@dataclass(frozen=True)
class CheckLine:
    """One item of a checklist, and who ticked it."""

    id: str
    label: Label
    must: bool
    by: int | None = None
    ticked: bool = False


@dataclass(frozen=True)
class Said:
    """One text to say or to send, filled in."""

    label: Label
    text: str
    way: str | None = None
    subject: str = ""


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
    texts: tuple[Said, ...] = ()
    checks: tuple[CheckLine, ...] = ()
    comes_after: tuple[Label, ...] = ()
    queue: Label | None = None
    shows: tuple[str, ...] = ()
    may_claim: bool = False
    opens: str | None = None  # the form of the record in which others do it
    asks: tuple[Label, ...] = ()
    known: tuple[FoundOut | None, ...] = ()  # for each of these, what an earlier task found out
    answers: tuple[tuple[str, str], ...] = ()  # what this one did
    of_stage: bool = True  # and not between stages: a promise, a follow-up, what somebody added
    snoozed_until: datetime | None = None
    ended_at: datetime | None = None
    ended_by: int | None = None
    reason: str | None = None
    words: str | None = None

    @property
    def is_open(self) -> bool:
        return self.state == "open"

    @property
    def is_live(self) -> bool:
        """Whether it is still to be done, now or later."""
        return self.state in tasks.LIVE

    @property
    def script(self) -> str:
        """The first thing to say."""
        return self.texts[0].text if self.texts else ""


def task_card(work: Work, task_id: int) -> TaskCard:
    """The task with its script in the language of whoever reads it."""
    row = tasks.get(work.connection, task_id)
    subject = look(work, row.form, row.record)
    earlier = tasks.of_record(work.connection, row.form, row.record)
    return card_of(work, subject, row, words=record_words_of(work, subject), earlier=earlier)


def record_words_of(work: Work, subject: Subject) -> dict[str, str]:
    """What scripts may fill in, as the actor reads it."""
    words = record_words(work, subject, reader=work.actor, language=work.language, timezone=work.timezone)
    return {**words, "person": work.actor.name}


def card_of(
    work: Work,
    subject: Subject,
    row: TaskRow,
    *,
    words: dict[str, str] | None = None,
    earlier: Sequence[TaskRow] = (),
) -> TaskCard:
    """The card of a task whose record is at hand; without words the script stays unfilled and is left out.

    `earlier` are the record's tasks, whose answers need not be asked for again.
    """
    definition = definition_of(subject, row)
    queued = row.state == "open" and row.assignee is None
    return TaskCard(
        id=row.id,
        task=row.task,
        label=task_label(row, definition),
        state=row.state,
        must=row.must,
        contact=stands_for_contact(row, definition),
        may_skip=definition.may_skip if definition else True,
        minutes=definition.minutes if definition else 10,
        due_at=row.due_at,
        is_late=row.state == "open" and row.due_at is not None and row.due_at < work.now,
        assignee=row.assignee,
        texts=tuple(_said(work, definition, words)) if definition and words is not None else (),
        checks=tuple(_checks(definition, row)) if definition else (),
        comes_after=_first(subject, definition) if row.state == tasks.BLOCKED else (),
        queue=queue_label(work, row) if queued else None,
        shows=definition.approve.shows if definition and definition.approve else (),
        may_claim=queued and in_queue_of(work, row),
        opens=definition.opens.form if definition and definition.opens else None,
        asks=definition.asks if definition else (),
        known=known_answers(definition.asks, earlier) if definition else (),
        answers=spoken(row.answers, definition.asks if definition else ()),
        of_stage=row.visit is not None,
        snoozed_until=row.snoozed_until,
        ended_at=row.ended_at,
        ended_by=row.ended_by,
        reason=row.reason,
        words=row.words,
    )


def _said(work: Work, definition: TaskDefinition, words: dict[str, str]) -> Iterator[Said]:
    for script in definition.scripts:
        subject = fill(script.subject.text(work.language), words) if script.subject else ""
        yield Said(script.label, fill(script.text.text(work.language), words), script.way, subject)


def _checks(definition: TaskDefinition, row: TaskRow) -> Iterator[CheckLine]:
    ticked = row.checks or {}
    for item in definition.checks:
        yield CheckLine(item.id, item.label, item.must, ticked.get(item.id, {}).get("by"), item.id in ticked)


def _first(subject: Subject, definition: TaskDefinition | None) -> tuple[Label, ...]:
    """What it waits for that is not done yet."""
    names = definition.after if definition else ()
    left = [name for name in names if subject.values.get(f"done({name})") is False]
    found = (subject.pipeline.task(name) for name in left if not subject.values.get(f"skipped({name})"))
    return tuple(task.label for task in found if task)
