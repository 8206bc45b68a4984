"""The verbs on a task: complete, tick off, skip, snooze, take, hand on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, request

from accounts import Work
from definitions import NotFound, Refused
from flows import Subject, TaskCard, approving, contacts, linking, look, task_card, task_hands, tasks
from forms import FieldError, Invalid
from records import tasks as task_rows

from .. import desk
from ..htmx import wants_part
from ..inbox import settle
from ..languages import t
from ..logged import Logged, logged
from ..logged import take_back as taken_back
from ..numbers import whole
from ..record.answers import asked_again, record_done
from ..record.contacting import log_form, typed_answers, typed_contact
from ..record.task_verbs import (
    approval_form,
    checks_form,
    colleagues,
    complete_form,
    hand_form,
    skip_form,
    snooze_form,
    snooze_moment,
)
from ..record.verb_form import VerbForm
from ..record.verbs import confirm_form
from ..written import written_moment

blueprint = Blueprint("tasks", __name__, url_prefix="/tasks/<int:id>")
Ask = Callable[[Work, TaskCard, Subject, str], VerbForm]


@blueprint.route("/completion", methods=["GET", "POST"])
def complete(id: int):
    """Done, with what was found out; a contact with its log, whether or not anybody answered."""

    def do(work: Work) -> str | Logged:
        words, card = request.form.get("words", "").strip() or None, task_card(work, id)
        if "asked" in request.form and card.checks:
            tasks.tick(work, id, _ticks(card))
        if card.contact and "outcome" in request.form:
            return _log(work, card)
        done = tasks.complete(work, id, answers=typed_answers(work, card), words=words)
        return t("done.completed", task=done.label)

    def ask(work: Work, card: TaskCard, subject: Subject, href: str) -> VerbForm:
        if card.contact and card.is_open:
            return log_form(work, card, subject, href, request.values)
        return complete_form(card, href, request.values, subject.title, work.language)

    return _on_task(id, ask, do)


@blueprint.route("/checks", methods=["GET", "POST"])
def checks(id: int):
    """What of it is ticked; the task stays open."""

    def do(work: Work) -> str:
        done = tasks.tick(work, id, _ticks(task_card(work, id)))
        return t("done.checked", task=done.label)

    def ask(work: Work, card: TaskCard, subject: Subject, href: str) -> VerbForm:
        return checks_form(card, href, request.values, subject.title, work.language)

    return _on_task(id, ask, do)


@blueprint.post("/claim")
def claim(id: int):
    """Out of the queue, and into one's own day."""

    def do(work: Work) -> str:
        return t("done.task_claimed", task=task_hands.claim(work, id).label)

    def ask(work: Work, card: TaskCard, subject: Subject, href: str) -> VerbForm:
        title = t("verb.claim_task", task=card.label.text(work.language))
        return confirm_form(title, f"/tasks/{id}/claim", t("record.claim_task"), href, intro=t("verb.claim_task_intro"))

    return _on_task(id, ask, do)


@blueprint.route("/assignment", methods=["GET", "POST"])
def hand(id: int):
    """To somebody else, with its clock."""

    def do(work: Work) -> str:
        to = request.form.get("to", type=whole)
        if to is None:
            raise Invalid([FieldError("to", "required")])
        return t("done.handed", task=task_hands.hand(work, id, to, request.form.get("words", "")).label)

    def ask(work: Work, card: TaskCard, subject: Subject, href: str) -> VerbForm:
        options = colleagues(work, request.values.get("to", ""), without=card.assignee)
        return hand_form(card, href, request.values, subject.title, options, work.language)

    return _on_task(id, ask, do)


@blueprint.route("/approval", methods=["GET", "POST"])
def approval(id: int):
    """Yes, or no and why."""
    rejecting = request.values.get("decision") == "reject"

    def do(work: Work) -> str:
        words = request.form.get("words", "").strip()
        done = approving.reject(work, id, words) if rejecting else approving.approve(work, id, words)
        return t("approving.done_rejected" if rejecting else "approving.done_approved", task=done.part.label)

    def ask(work: Work, card: TaskCard, subject: Subject, href: str) -> VerbForm:
        return approval_form(work, card, subject, href, request.values, rejecting=rejecting)

    return _on_task(id, ask, do)


@blueprint.post("/reminder")
def remind(id: int):
    """To those who have not answered."""
    return _at_once(id, lambda work: t("approving.done_reminded", n=approving.remind(work, id)))


@blueprint.post("/request")
def ask_again(id: int):
    """Once more, after a no; of what is done in a record of its own, another record."""

    def do(work: Work) -> str:
        card = task_card(work, id)
        if card.opens:
            linking.open_again(work, id)
            return t("linking.done_again", task=card.label)
        approving.ask_again(work, id)
        return t("approving.done_again", task=card.label)

    return _at_once(id, do)


@blueprint.route("/skip", methods=["GET", "POST"])
def skip(id: int):
    """Left out, and why."""

    def do(work: Work) -> str:
        words, reason = request.form.get("words", "").strip() or None, request.form.get("reason") or None
        if reason is None and _reasons(task_card(work, id), _subject(work, id)):
            raise Invalid([FieldError("reason", "required")])
        done = tasks.skip(work, id, reason, words)
        return t("done.skipped", task=done.label)

    def ask(work: Work, card: TaskCard, subject: Subject, href: str) -> VerbForm:
        return skip_form(card, _reasons(card, subject), href, request.values, subject.title, work.language)

    return _on_task(id, ask, do)


@blueprint.route("/snooze", methods=["GET", "POST"])
def snooze(id: int):
    """Out of sight until later."""

    def do(work: Work) -> str:
        until = written_moment(work, "at", request.form.get("at", ""))
        if until is None and not request.form.get("until"):
            raise Invalid([FieldError("until", "required")])
        until = until or snooze_moment(request.form["until"], work.now)
        done = tasks.snooze(work, id, until, request.form.get("reason", "").strip() or None)
        return t("done.snoozed", task=done.label)

    def ask(work: Work, card: TaskCard, subject: Subject, href: str) -> VerbForm:
        return snooze_form(card, href, request.values, subject.title, work.language)

    return _on_task(id, ask, do)


@blueprint.post("/return")
def take_back(id: int):
    """A promise that a contact settled is open again, and those that it settled with it."""
    return _at_once(id, lambda work: t("done.taken_back", task=taken_back(work, id).label.text(work.language)))


def _on_task(id: int, ask: Ask, do: Callable[[Work], str | Logged]) -> Response:
    """GET asks; POST does it and shows the record it belongs to, or asks again."""
    refused = None
    if request.method == "POST":
        try:
            with desk.writing() as work:
                row = task_rows.get(work.connection, id)
                said = do(work)
                settle(work, row.form, row.record)
            return record_done(row.form, row.record, said)
        except NotFound:
            raise
        except Refused as error:
            if wants_part() and "asked" not in request.form:
                raise
            refused = error
    with desk.reading() as work:
        subject = _subject(work, id)
        href = f"/records/{subject.form.id}/{subject.id}"
        return asked_again(ask(work, task_card(work, id), subject, href), refused)


def _subject(work: Work, id: int) -> Subject:
    row = task_rows.get(work.connection, id)
    return look(work, row.form, row.record)


def _reasons(card: TaskCard, subject: Subject) -> tuple[Any, ...]:
    """What the pipeline offers for leaving this task out."""
    return subject.pipeline.reasons_to_skip(card.task) if subject.pipeline else ()


def _log(work: Work, card: TaskCard) -> Logged:
    """The contact is written down, and does its task where they were reached."""
    row = task_rows.get(work.connection, card.id)
    said = typed_contact(work)
    kept = contacts.log(work, row.form, row.record, **said, task=card.id, answers=typed_answers(work, card))
    reached = said["outcome"] not in contacts.NOT_A_CONTACT
    words = t("done.completed" if reached else "done.logged_open", task=card.label)
    return logged(words, kept, at="/tasks/{id}/return")


def _at_once(id: int, do: Callable[[Work], str]) -> Response:
    """A verb that asks nothing."""
    with desk.writing() as work:
        row = task_rows.get(work.connection, id)
        said = do(work)
        settle(work, row.form, row.record)
    return record_done(row.form, row.record, said)


def _ticks(card: TaskCard) -> dict[str, bool]:
    """Every item of the checklist, as the form has it."""
    return {item.id: f"check_{item.id}" in request.form for item in card.checks}
