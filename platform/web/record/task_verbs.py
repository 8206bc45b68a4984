"""The forms of the verbs on a task: what each asks, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from accounts import Work, on_leave, people
from flows import RecordPage, Subject, TaskCard
from forms import display_values

from .. import moments
from ..due import ago, coming, due
from ..languages import t
from .verb_form import Option, VerbField, VerbForm


def complete_form(card: TaskCard, back: str, typed: Any, title: str, language: str) -> VerbForm:
    """What was asked to find out, what has to be ticked, and a word on how it went."""
    words = VerbField("words", t("verb.how_it_went"), "long", value=typed.get("words", ""))
    return VerbForm(
        t("verb.complete", task=card.label.text(language)), f"/tasks/{card.id}/completion", t("verb.complete_do"), back,
        fields=(*check_fields(card, typed, language), *asked_fields(card, typed, language), words),
        due=due(card.due_at), crumbs=title, script=card.script,
    )  # fmt: skip


def checks_form(card: TaskCard, back: str, typed: Any, title: str, language: str) -> VerbForm:
    """The checklist alone: what is ticked so far is kept, and the task stays open."""
    return VerbForm(
        t("verb.checks", task=card.label.text(language)), f"/tasks/{card.id}/checks", t("verb.checks_do"), back,
        fields=tuple(check_fields(card, typed, language)), due=due(card.due_at), crumbs=title,
    )  # fmt: skip


def asked_fields(card: TaskCard, typed: Any, language: str) -> Iterator[VerbField]:
    """What the task is to find out; what is known already stands there, to be confirmed or changed."""
    for place, ask in enumerate(card.asks):
        known = card.known[place] if place < len(card.known) else None
        value = typed.get(f"answer_{place}", known.answer if known else "")
        hint = t("record.known_since", when=ago(known.at)) if known and known.at else ""
        yield VerbField(f"answer_{place}", ask.text(language), "text", value=value, hint=hint)


def check_fields(card: TaskCard, typed: Any, language: str) -> Iterator[VerbField]:
    """The items of the checklist, ticked as they were left."""
    for item in card.checks:
        ticked = f"check_{item.id}" in typed if "asked" in typed else item.ticked
        label = item.label.text(language)
        yield VerbField(f"check_{item.id}", label, "check", value="1" if ticked else "", hint=_must(item.must))


def _must(must: bool) -> str:
    return t("ui.must") if must else ""


def add_form(page: RecordPage, href: str, typed: Any, options: tuple[Option, ...], language: str) -> VerbForm:
    """One of the tasks that the stage has for that, or one in one's own words, for oneself or for somebody else."""
    chosen = typed.get("task", "")
    known = tuple(Option(task.id, task.label.text(language), "", task.id == chosen) for task in page.may_add)
    own = (Option("", t("verb.own_task"), "", not chosen),)
    pick = (VerbField("task", t("verb.which_task"), "choice", (*known, *own)),) if known else ()
    return VerbForm(
        t("verb.add_task", name=page.subject.title), f"{href}/tasks", t("verb.add_task_do"), href,
        fields=(
            *pick,
            VerbField("title", t("verb.task_title"), value=typed.get("title", ""), required=not known),
            VerbField("due_at", t("verb.until"), "moment", value=typed.get("due_at", "")),
            VerbField("to", t("verb.for_whom"), "choice", options),
        ), crumbs=page.subject.number,
    )  # fmt: skip


def approval_form(work: Work, card: TaskCard, subject: Subject, back: str, typed: Any, *, rejecting: bool) -> VerbForm:
    """What is asked with its values, and a word on the answer."""
    label = t("approving.reject_words" if rejecting else "approving.words")
    return VerbForm(
        t("approving.approve_title", task=card.label.text(work.language)), f"/tasks/{card.id}/approval",
        t("approving.reject_do" if rejecting else "approving.approve_do"), back,
        kind="danger" if rejecting else "go",
        hidden=(("decision", "reject" if rejecting else "approve"),),
        fields=(VerbField("words", label, "long", value=typed.get("words", ""), required=rejecting),),
        notes=shown_values(work, subject, card.shows), due=due(card.due_at), crumbs=subject.title,
    )  # fmt: skip


def shown_values(work: Work, subject: Subject, names: tuple[str, ...]) -> tuple[str, ...]:
    """The fields that an approval is about, as the reader may see them."""
    shown = display_values(work, subject.form.id, subject.values, names=names, prose=False)
    labels = {name: subject.form.by_id[name].label.text(work.language) for name in shown if name in subject.form.by_id}
    return tuple(f"{labels[name]}  {value or '–'}" for name, value in shown.items() if name in labels)


def hand_form(
    card: TaskCard, back: str, typed: Any, title: str, options: tuple[Option, ...], language: str
) -> VerbForm:
    """To whom a task goes, and a word for them."""
    return VerbForm(
        t("verb.hand", task=card.label.text(language)), f"/tasks/{card.id}/assignment", t("verb.hand_do"), back,
        fields=(
            VerbField("to", t("verb.to"), "choice", options, required=True),
            VerbField("words", t("verb.words_next"), "long", value=typed.get("words", "")),
        ), due=due(card.due_at), crumbs=title,
    )  # fmt: skip


def colleagues(work: Work, chosen: str = "", *, without: int | None = None) -> tuple[Option, ...]:
    """Everybody who works here, those who are away with until when."""
    away = on_leave(work.connection, work.now)
    crew = [one for one in people.listing(work.connection) if one.id != without]
    crew.sort(key=lambda one: (one.id not in work.actor.people, one.id in away))
    told = {one.id: t("verb.away", until=moments.shown(away[one.id].ends_at)) for one in crew if one.id in away}
    return tuple(Option(str(one.id), one.name, told.get(one.id, ""), str(one.id) == chosen) for one in crew)


def skip_form(card: TaskCard, reasons: Any, back: str, typed: Any, title: str, language: str) -> VerbForm:
    """Why a task is left out."""
    chosen = typed.get("reason", "")
    options = tuple(Option(one.id, one.label.text(language), "", one.id == chosen) for one in reasons)
    reason = (VerbField("reason", t("verb.skip_reason"), "choice", options, required=True),) if options else ()
    words = VerbField("words", t("verb.words"), "long", value=typed.get("words", ""), required=not options)
    return VerbForm(
        t("verb.skip", task=card.label.text(language)), f"/tasks/{card.id}/skip", t("verb.skip_task_do"), back,
        fields=(*reason, words), crumbs=title,
    )  # fmt: skip


def snooze_form(card: TaskCard, back: str, typed: Any, title: str, language: str) -> VerbForm:
    """Until when; the limit stays where it is."""
    chosen = typed.get("until", "")
    options = tuple(Option(name, words, "", name == chosen) for name, words in snooze_choices())
    limit = t("verb.snooze_limit", when=coming(card.due_at)) if card.due_at else ""
    return VerbForm(
        t("verb.snooze", task=card.label.text(language)), f"/tasks/{card.id}/snooze", t("verb.snooze_do"), back,
        intro=limit,
        fields=(
            VerbField("until", t("verb.until"), "choice", options),
            VerbField("at", t("verb.or_at"), "moment", value=typed.get("at", "")),
            VerbField("reason", t("verb.snooze_reason"), value=typed.get("reason", "")),
        ), crumbs=title,
    )  # fmt: skip


def snooze_choices() -> tuple[tuple[str, str], ...]:
    """One hour, after lunch, tomorrow at nine."""
    return tuple((name, t(f"verb.snooze_{name}")) for name in ("hour", "lunch", "tomorrow"))


def snooze_moment(name: str, now: datetime) -> datetime:
    """The moment behind a choice, on the reader's own clock."""
    there = moments.local(now)
    if name == "hour":
        return now + timedelta(hours=1)
    if name == "lunch":
        lunch = datetime.combine(there.date(), time(13, 30), there.tzinfo)
        return lunch if lunch > there else lunch + timedelta(days=1)
    return datetime.combine(there.date() + timedelta(days=1), time(9), there.tzinfo)
