"""Tasks: what is to be done about a record; done, ticked off, left out with a reason, put off, taken, handed on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Response

from accounts import Work, people
from flows import approving, linking, taking_back, task_cards, task_hands, task_opening, tasks
from flows import subject as subjects
from forms import Lookups
from records import tasks as task_rows

from ..blueprint import v1
from ..bodies import read_body
from ..desk import reading
from ..idempotency import change
from ..inputs import Shape, arguments, moment
from ..places import id_at, person_of, record_at
from ..record_json import person_json, stamp
from ..replies import Reply
from ..shapes import APPROVAL, CHECKS, COMPLETION, HANDING, NEW_TASK, SKIP, SNOOZE


@v1.get("/records/<form>/<record>/tasks")
def list_tasks(form: str, record: str) -> Response:
    """All tasks a record ever had, in the order of its life."""
    arguments()
    with reading() as work:
        subject = subjects.look(work, form, record_at(work, form, record))
        rows = task_rows.of_record(work.connection, form, subject.id)
        told = [_told(work, subject, row, rows) for row in rows]
    return Reply({"tasks": told}).response()


@v1.get("/tasks/<task>")
def read_task(task: str) -> Response:
    """One task, with its script filled in."""
    arguments()
    with reading() as work:
        found = _task(work, id_at(task))
    return Reply(found).response()


@v1.post("/tasks/<task>/completion")
def complete_task(task: str) -> Response:
    """Mark a task as done, with what was answered."""
    body = COMPLETION.read(read_body())

    def complete(work: Work) -> Reply:
        said = {"answers": body.get("answers"), "checks": body.get("checks") or (), "words": body.get("words")}
        return _reply(work, tasks.complete(work, id_at(task), **said))

    return change(complete, body)


@v1.post("/tasks/<task>/checks")
def check_task(task: str) -> Response:
    """Tick items of a task's checklist, or take ticks away."""
    body = CHECKS.read(read_body())
    return change(lambda work: _reply(work, tasks.tick(work, id_at(task), body["checks"])), body)


@v1.post("/tasks/<task>/return")
def take_task_back(task: str) -> Response:
    """Undo one's own putting off or leaving out, or that a contact settled a promise, on the same day."""
    body = Shape({}).read(read_body())
    return change(lambda work: _reply(work, taking_back.take_back(work, id_at(task))), body)


@v1.post("/tasks/<task>/claim")
def claim_task(task: str) -> Response:
    """Take a task out of the queue of one's team or role."""
    return change(lambda work: _reply(work, task_hands.claim(work, id_at(task))), {})


@v1.post("/tasks/<task>/assignment")
def hand_task(task: str) -> Response:
    """Hand a task to somebody else."""
    body = HANDING.read(read_body())

    def hand(work: Work) -> Reply:
        to = person_of(work, body["to"])
        return _reply(work, task_hands.hand(work, id_at(task), to, body.get("words") or ""))

    return change(hand, body)


@v1.post("/tasks/<task>/approval")
def answer_task(task: str) -> Response:
    """Approve or reject one's part in an approval."""
    body = APPROVAL.read(read_body())

    def answer(work: Work) -> Reply:
        say = approving.approve if body["decision"] == "approve" else approving.reject
        done = say(work, id_at(task), body.get("words") or "")
        row = task_rows.get(work.connection, done.part.row.id)
        return Reply({"task": row.id, "state": row.state, "approval": row.parent, "approval_state": done.state})

    return change(answer, body)


@v1.post("/tasks/<task>/reminder")
def remind_approvers(task: str) -> Response:
    """Tell those who have not answered yet that they are waited for."""
    return change(lambda work: Reply({"reminded": approving.remind(work, id_at(task))}), {})


@v1.post("/tasks/<task>/request")
def ask_again(task: str) -> Response:
    """Ask anew for an approval that was refused, or open another record of what is done in one."""

    def ask(work: Work) -> Reply:
        opens = task_cards.task_card(work, id_at(task)).opens
        again = linking.open_again if opens else approving.ask_again
        return Reply(_task(work, again(work, id_at(task))))

    return change(ask, {})


@v1.post("/records/<form>/<record>/tasks")
def add_task(form: str, record: str) -> Response:
    """Add a task: one that the stage has for that (`task`), or one in one's own words (`title`)."""
    body = NEW_TASK.read(read_body())
    due_at = moment(body, "due_at")

    def add(work: Work) -> Reply:
        to = person_of(work, body["to"]) if body.get("to") is not None else None
        own = {} if body.get("task") else {"title": body.get("title"), "due_at": due_at, "to": to}
        new = task_opening.add(work, form, record_at(work, form, record), body.get("task"), **own)
        return Reply(_task(work, new))

    return change(add, body)


@v1.post("/tasks/<task>/skip")
def skip_task(task: str) -> Response:
    """Leave a task out, with the reason."""
    body = SKIP.read(read_body())
    reason, words = body.get("reason"), body.get("words")
    return change(lambda work: _reply(work, tasks.skip(work, id_at(task), reason, words)), body)


@v1.post("/tasks/<task>/snooze")
def snooze_task(task: str) -> Response:
    """Put a task out of sight until a moment."""
    body = SNOOZE.read(read_body())
    until = moment(body, "until")
    return change(lambda work: _reply(work, tasks.snooze(work, id_at(task), until, body.get("reason"))), body)


def _reply(work: Work, done: tasks.TaskInHand) -> Reply:
    return Reply(_task(work, done.row.id))


def _task(work: Work, task: int) -> dict[str, Any]:
    row = task_rows.get(work.connection, task)
    earlier = task_rows.of_record(work.connection, row.form, row.record)
    return _told(work, subjects.look(work, row.form, row.record), row, earlier)


def _told(
    work: Work, subject: subjects.Subject, row: task_rows.TaskRow, earlier: Sequence[task_rows.TaskRow]
) -> dict[str, Any]:
    """A task as JSON, its script filled in as the caller may read it, with what the record's tasks found out."""
    card = task_cards.card_of(work, subject, row, words=task_cards.record_words_of(work, subject), earlier=earlier)
    lookups = Lookups(work)
    return {
        "id": row.id,
        "form": row.form,
        "record": row.record,
        "stage": row.stage,
        "task": row.task,
        "label": card.label.text(work.language),
        "state": row.state,
        "must": row.must,
        "late": card.is_late,
        "assignee": person_json(lookups, row.assignee),
        "due_at": stamp(row.due_at),
        "snoozed_until": stamp(row.snoozed_until),
        "ended_at": stamp(row.ended_at),
        "ended_by": person_json(lookups, row.ended_by),
        "reason": row.reason,
        "words": row.words,
        "answers": row.answers,
        "how": row.how,
        "after": [label.text(work.language) for label in card.comes_after],
        "queue": card.queue.text(work.language) if card.queue else None,
        "parent": row.parent,
        "approval": _approval(work, subject, row),
        "opens": card.opens,
        "script": card.script,
        "scripts": [_script(work, one) for one in card.texts],
        "asks": [ask.text(work.language) for ask in card.asks],
        "known": [_known(found) for found in card.known],
        "checks": [_check(work, lookups, item) for item in card.checks],
    }


def _known(found: task_cards.FoundOut | None) -> dict[str, Any] | None:
    """What was answered already to a question, and the task that brought it."""
    return {"answer": found.answer, "task": found.task, "at": stamp(found.at)} if found else None


def _approval(work: Work, subject: subjects.Subject, row: task_rows.TaskRow) -> dict[str, Any] | None:
    """Who was asked, and what they said."""
    definition = tasks.definition_of(subject, row)
    if definition is None or definition.approve is None or row.parent is not None:
        return None
    rows = task_rows.parts_of(work.connection, row.id)
    names = people.names(work.connection, {one.assignee for one in rows})
    asked = approving.asking_of(row, rows, names, definition.approve)
    voices = [{"task": one.task, "name": one.name, "state": one.state, "words": one.words} for one in asked.voices]
    return {"need": asked.need, "why": asked.why.text(work.language) if asked.why else None, "asked": voices}


def _script(work: Work, said: task_cards.Said) -> dict[str, Any]:
    label = said.label.text(work.language)
    return {"label": label, "way": said.way, "subject": said.subject, "text": said.text}


def _check(work: Work, lookups: Lookups, item: task_cards.CheckLine) -> dict[str, Any]:
    about = {"id": item.id, "label": item.label.text(work.language), "must": item.must, "ticked": item.ticked}
    return {**about, "by": person_json(lookups, item.by)}
