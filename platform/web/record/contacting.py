"""The log of a contact: its form where a task is done with it, and what was typed, wherever that was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from flask import request

from accounts import Work
from flows import RecordPage, Subject, TaskCard, contacts

from ..due import due
from ..languages import t
from ..next_step import PICK, chosen_moment, next_step
from .task_verbs import asked_fields, check_fields
from .verb_form import Option, VerbField, VerbForm

FIELDS = ("way", "outcome", "content", "next_step")


@dataclass(frozen=True)
class LogDoes:
    """A task, what it is called, and its checklist and questions."""

    id: int
    title: str
    fields: tuple[VerbField, ...]


def log_form(work: Work, card: TaskCard, subject: Subject, back: str, typed: Any) -> VerbForm:
    """What is asked before a task that stands for a contact is done: what was said, and what comes next."""
    return VerbForm(
        title=t("verb.complete", task=card.label.text(work.language)),
        action=f"/tasks/{card.id}/completion",
        submit=t("verb.log_do"),
        back=back,
        intro=t("verb.log_intro"),
        fields=(
            *_said(typed),
            *check_fields(card, typed, work.language),
            *asked_fields(card, typed, work.language),
            *_agreed(work, card, subject, typed),
        ),
        due=due(card.due_at),
        crumbs=subject.title,
        script=card.script,
    )


def typed_contact(work: Work) -> dict[str, Any]:
    """The words of the form, as `contacts.log` takes them."""
    typed = {name: request.form.get(name, "").strip() for name in FIELDS}
    agreed = {"next_at": chosen_moment(work, request.form), "next_must": "next_must" in request.form}
    return {**typed, "next_step": typed["next_step"] or None, **agreed}


def typed_answers(work: Work, card: TaskCard) -> dict[str, Any]:
    """What was found out, under the question as it was asked."""
    asked = enumerate(card.asks)
    found = {ask.text(work.language): request.form.get(f"answer_{place}", "").strip() for place, ask in asked}
    return {question: answer for question, answer in found.items() if answer}


def log_does(work: Work, page: RecordPage, typed: Any) -> LogDoes | None:
    """The task that a contact written down on the record's page would do, with what it asks."""
    row = contacts.contact_due(work, page.subject)
    card = next((each for each in page.tasks if row is not None and each.id == row.id), None)
    if card is None:
        return None
    checks = (replace(each, at="log") for each in check_fields(card, typed, work.language))
    asks = (replace(each, at="log") for each in asked_fields(card, typed, work.language))
    return LogDoes(card.id, card.label.text(work.language), (*checks, *asks))


def _said(typed: Any) -> Iterator[VerbField]:
    yield VerbField("content", t("log.content"), "long", value=typed.get("content", ""), required=True)
    ways = _options("flows.way", contacts.WAYS, typed.get("way"))
    yield VerbField("way", t("record.log_way"), "pick", ways, required=True)
    outcomes = _options("flows.outcome", contacts.OUTCOMES, typed.get("outcome"))
    yield VerbField("outcome", t("record.log_outcome"), "pick", outcomes, required=True)


def _agreed(work: Work, card: TaskCard, subject: Subject, typed: Any) -> Iterator[VerbField]:
    offered = next_step(work, subject, but=card.id)
    hint = t("next.needed") if offered.required else " · ".join(offered.steps)
    step = typed.get("next_step", "")
    yield VerbField("next_step", t("next.what"), value=step, hint=hint, needed=offered.required)
    chosen = typed.get("next_in", "")
    whens = (("", t("next.when_open")), *(one for one in offered.whens if one[0] != PICK), (PICK, t("next.pick")))
    options = tuple(Option(value, label, selected=value == chosen) for value, label in whens)
    yield VerbField("next_in", t("next.when"), "pick", options)
    yield VerbField("next_at", t("verb.or_at"), "moment", value=typed.get("next_at", ""))
    yield VerbField("next_must", t("next.must"), "check", value="1" if "next_must" in typed else "")


def _options(texts: str, known: tuple[str, ...], chosen: str | None) -> tuple[Option, ...]:
    chosen = chosen or known[0]
    return tuple(Option(one, t(f"{texts}.{one}"), selected=one == chosen) for one in known)
