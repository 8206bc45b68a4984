"""Writing down a contact: how, what came of it, what was said, and what happens next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from accounts import Work, allowed, require
from definitions import LANGUAGES, AlreadyDone, Duration, NotFound, say
from forms import FieldError, Invalid
from records import TaskRow, tasks, timers

from .acceptance import accept_by_working
from .clocks.limit import Clock, first_timer
from .clocks.rhythm import PACED, is_followed_up, pace_of
from .clocks.took import task_took
from .contact_marks import mark_contact, mark_touched
from .crew import Crew
from .happenings import NOTHING, Told, event, follow, remember
from .own_words import LONGEST, OwnWords, cleaned
from .pipelines import PROMISED, WAYS
from .subject import Subject, take
from .task_work import next_action
from .task_work import tasks as work_tasks
from .task_work.answers import answers_in_words
from .task_work.in_hand import CONTACT, NEXT_STEP, SETTLED, task_label

OUTCOMES = ("reached", "interested", "call_back", "not_interested", "no_answer", "sent")
# An attempt that nobody answered is work, and no contact.
NOT_A_CONTACT = ("no_answer",)
# Where nobody agreed to anything there is no next step to ask for.
NOTHING_AGREED = ("no_answer", "not_interested")
LONGEST_STEP = 200  # what is promised
DUE = "due"  # the task of the stage that a contact is: the one that is due first


@dataclass(frozen=True)
class Contact:
    """What is written down: the way, the outcome, the words, the next step, when, and whether it is compulsory."""

    way: str
    outcome: str
    content: str
    next_step: str | None = None
    next_at: datetime | None = None
    next_must: bool = False

    @property
    def settles(self) -> bool:
        """Whether what was promised is kept: an attempt that nobody answered leaves it, unless another is agreed on."""
        return self.outcome not in NOT_A_CONTACT or bool(self.next_step or self.next_at)


def log(
    work: Work,
    form_id: str,
    record: int,
    *,
    way: str,
    outcome: str,
    content: str,
    next_step: str | None = None,
    next_at: datetime | None = None,
    next_must: bool = False,
    task: int | str | None = DUE,
    answers: Mapping[str, Any] | None = None,
    checks: Iterable[str] = (),
) -> tuple[TaskRow, ...]:
    """Write down a contact; whoever takes over tomorrow finds what was said and what was promised.

    A promised step is compulsory where `next_must` says so. `task` is what is done with it: one task, none, or the
    contact that is due in the record's stage; `answers` and `checks` are what was found out and ticked for it. A
    contact that is one's own task asks for no more than the right to complete it. The promises that the contact
    settled beside that task are returned, for whoever logs it to hear of, and stand in its event.
    """
    subject = take(work, form_id, record)
    _require(work, subject, task)
    content, next_step = cleaned(
        (OwnWords("content", content, LONGEST), OwnWords("next_step", next_step or "", LONGEST_STEP))
    )
    answers = answers_in_words(answers or {})
    contact = Contact(way, outcome, content, next_step or None, next_at, next_must)
    ticked = _ticked(work, subject, contact, task)
    _check(work, subject, contact, ticked)
    told = accept_by_working(work, subject)
    if ticked is not None:
        done = {"answers": answers, "checks": checks, "words": contact.content}
        told += work_tasks.complete_on_the_way(work, ticked, **done)[1]
    kept: tuple[TaskRow, ...] = ()
    if contact.settles:
        settled, kept = _settle(work, subject)
        told += settled
    mark = mark_touched if outcome in NOT_A_CONTACT else mark_contact
    mark(work, subject)
    told += remember(work, [event(work, form_id, record, "contact_logged", **_said(contact, kept))])
    if contact.next_step or contact.next_at:
        _promise(work, subject, contact)
    told += next_action.refresh_on_the_way(work, form_id, subject.table, record)
    follow(work, told)
    return kept


# No clock of any zone can show the last day there is, and nobody means it.
LATEST = 2199


def contact_due(work: Work, subject: Subject) -> TaskRow | None:
    """The task that a contact would be: the first that is due, of those the actor may do.

    Where a next step was promised or the record has just woken, the contact is that and no step of the stage.
    """
    left = tasks.open_of(work.connection, subject.form.id, subject.id)
    if any(row.task in SETTLED for row in left):
        return None
    due = [row for row in left if _is_contact_of_now(work, subject, row) and work_tasks.may_do(work, subject, row)]
    return min(due, key=lambda row: (row.due_at is None, row.due_at or row.opened_at, row.id), default=None)


def _is_contact_of_now(work: Work, subject: Subject, row: TaskRow) -> bool:
    definition = work_tasks.definition_of(subject, row)
    begun = row.starts_at is None or row.starts_at <= work.now
    return begun and definition is not None and definition.contact


def _require(work: Work, subject: Subject, task: int | str | None) -> None:
    """Whoever may complete a task of theirs that stands for a contact may log it, and nothing beside."""
    if allowed(work.actor, "log", subject.form.id):
        return
    row = None if task is None else contact_due(work, subject) if task == DUE else _named(work, subject, task)
    mine = row is not None and work_tasks.may_do(work, subject, row)
    if not mine or not work_tasks.stands_for_contact(row, work_tasks.definition_of(subject, row)):
        require(work, "log", subject.form.id)
    elif row.state != "open":
        raise AlreadyDone("records.task_ended", state=row.state)


def _ticked(work: Work, subject: Subject, contact: Contact, task: int | str | None) -> int | None:
    """The task that is done with this contact, if nobody did it meanwhile; an unanswered attempt does none."""
    if contact.outcome in NOT_A_CONTACT or task is None:
        return None
    if task == DUE:
        row = contact_due(work, subject)
        return row.id if row else None
    row = _named(work, subject, task)
    return row.id if row.state == "open" else None


def _named(work: Work, subject: Subject, task: int | str) -> TaskRow:
    row = tasks.get(work.connection, int(task))
    if (row.form, row.record) != (subject.form.id, subject.id):
        raise NotFound("records.no_task")
    return row


def _check(work: Work, subject: Subject, contact: Contact, ticked: int | None) -> None:
    errors = []
    if contact.way not in WAYS:
        errors.append(FieldError("way", "not_a_choice", {"value": contact.way}))
    if contact.outcome not in OUTCOMES:
        errors.append(FieldError("outcome", "not_a_choice", {"value": contact.outcome}))
    if not contact.content:
        errors.append(FieldError("content", "required", {"label": _in_words("flows.contact.content")}))
    if contact.next_at is not None and contact.next_at <= work.now:
        errors.append(FieldError("next_at", "not_in_the_future"))
    if contact.next_at is not None and contact.next_at.year > LATEST:
        errors.append(FieldError("next_at", "far_date", {"year": contact.next_at.year}))
    if not (contact.next_step or contact.next_at) and _needs_next_step(work, subject, contact, ticked):
        errors.append(FieldError("next_step", "next_step_missing"))
    if errors:
        raise Invalid(errors)


def _needs_next_step(work: Work, subject: Subject, contact: Contact, ticked: int | None) -> bool:
    """Where the pipeline asks for one; else where an open record would drop out of everybody's day without it."""
    if subject.row.outcome != "open":
        return False
    if subject.pipeline is not None and subject.pipeline.next_step_required:
        return contact.outcome not in NOTHING_AGREED
    if is_followed_up(subject.pipeline, subject.row):
        return False
    left = tasks.open_of(work.connection, subject.form.id, subject.id)
    return all((contact.settles and _settled(work, subject, task)) or task.id == ticked for task in left)


def _settled(work: Work, subject: Subject, row: TaskRow) -> bool:
    """What was promised, and what else asks the actor to get in touch."""
    return row.task in SETTLED or (row.how == CONTACT and work_tasks.may_do(work, subject, row))


def _settle(work: Work, subject: Subject) -> tuple[Told, tuple[TaskRow, ...]]:
    """A promise is kept, and no event of its own; what an automation asked for is done, and whoever waits hears."""
    told, kept = NOTHING, []
    for task in tasks.open_of(work.connection, subject.form.id, subject.id):
        if task.task not in SETTLED:
            told += work_tasks.complete_on_the_way(work, task.id)[1] if _settled(work, subject, task) else NOTHING
        else:
            took = task_took(work, task)
            tasks.complete(work.connection, task.id, work.now, by=work.actor.person_id, took=took)
            timers.cancel_prefix(work.connection, f"task:{task.id}:", work.now, of=(task.form, task.record))
            kept += [task] if task.task == NEXT_STEP else []
    return told, tuple(kept)


def _promise(work: Work, subject: Subject, contact: Contact) -> None:
    """The promised next step is a task like any other, in the day of whoever owns the record.

    Where nobody said when, the rhythm of the record's grade does.
    """
    title: Any = contact.next_step or _in_words("flows.task.next_step")
    assignee, crew = subject.owner or work.actor.person_id, Crew(work)
    pace = None if contact.next_at else pace_of(subject.pipeline, subject.row, crew, owner=assignee, at=work.now)
    row = TaskRow(
        subject.form.id,
        subject.id,
        NEXT_STEP,
        work.now,
        title=title,
        assignee=assignee,
        must=contact.next_must,
        due_at=pace.due_at if pace else contact.next_at,
        starts_at=pace.starts_at if pace else None,
        how=PACED if pace else None,
        revision=work.catalog.revision,
    )
    task = tasks.open_task(work.connection, row)
    watch(work, subject, replace(row, id=task), crew, within=pace.within if pace else None)


def watch(work: Work, subject: Subject, row: TaskRow, crew: Crew, *, within: Duration | None = None) -> None:
    """Who has a promise is reminded and told, and in the end somebody above, as the pipeline says."""
    if row.due_at is None:
        return
    clock = Clock(
        row.form, row.record, "task_overdue", f"task:{row.id}", row.due_at, counted_from=row.opened_at, within=within,
        person=row.assignee, ref=row.id,
    )  # fmt: skip
    steps = subject.pipeline.promises if subject.pipeline else PROMISED
    timer = first_timer(clock, steps, calendar=crew.calendar(clock.person), now=work.now)
    if timer is not None:
        timers.start(work.connection, timer)


def _in_words(key: str) -> dict[str, str]:
    """A text of ours in every language, for whoever reads it later."""
    return {language: say(key, language) for language in LANGUAGES}


def _said(contact: Contact, kept: Iterable[TaskRow]) -> dict[str, Any]:
    said = {
        "way": contact.way,
        "outcome": contact.outcome,
        "content": contact.content,
        "next_step": contact.next_step,
        "next_at": contact.next_at.isoformat() if contact.next_at else None,
        "settled": [task_label(task, None).as_written() for task in kept] or None,
    }
    return {name: value for name, value in said.items() if value is not None}
