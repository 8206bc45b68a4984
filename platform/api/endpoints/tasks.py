"""Tasks: what is to be done about a record; done, left out with a reason, put off."""

from __future__ import annotations

from typing import Any

from flask import Response

from accounts import Work
from flows import subject as subjects
from flows import task_cards, tasks
from forms import Lookups
from records import tasks as task_rows

from ..blueprint import v1
from ..bodies import read_body
from ..desk import reading
from ..idempotency import change
from ..inputs import arguments, moment
from ..places import id_at, record_at
from ..record_json import person_json, stamp
from ..replies import Reply
from ..shapes import COMPLETION, SKIP, SNOOZE


@v1.get("/records/<form>/<record>/tasks")
def list_tasks(form: str, record: str) -> Response:
    """All tasks a record ever had, in the order of its life."""
    arguments()
    with reading() as work:
        subject = subjects.look(work, form, record_at(work, form, record))
        told = [_told(work, subject, row) for row in task_rows.of_record(work.connection, form, subject.id)]
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
        done = tasks.complete(work, id_at(task), answers=body.get("answers"), words=body.get("words"))
        return _reply(work, done)

    return change(complete, body)


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
    return _told(work, subjects.look(work, row.form, row.record), row)


def _told(work: Work, subject: subjects.Subject, row: task_rows.TaskRow) -> dict[str, Any]:
    """A task as JSON, its script filled in as the caller may read it."""
    card = task_cards.card_of(work, subject, row, words=task_cards.record_words_of(work, subject))
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
        "script": card.script,
        "asks": [ask.text(work.language) for ask in card.asks],
    }
