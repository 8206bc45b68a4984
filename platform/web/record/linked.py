"""The records that are linked with one, as lines: what it is, where it stands, who has it, what waits for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from accounts import Work
from definitions import Label
from flows import RecordPage, TaskCard, linking

from ..languages import t
from .view_model import LinkLine

STATES = {
    "waiting": ("soon", "linking.waits"),
    "done": ("good", "linking.done"),
    "rejected": ("late", "linking.rejected"),
}


def link_lines(work: Work, page: RecordPage) -> Iterator[LinkLine]:
    """Those made for it first."""
    for one in page.linked:
        tone, state = STATES.get(one.state or "", ("", "linking.ended" if one.state else ""))
        yield LinkLine(
            title=one.title or "",
            href=f"/records/{one.form}/{one.record}" if one.is_seen else "",
            form=one.form_label.text(work.language),
            where=place_of(one) if one.is_seen else t("linking.unseen"),
            why=_why(work, one),
            tone=tone,
            state=t(state) if state else "",
        )


def place_of(one: linking.LinkedRecord) -> str:
    """Its number, its stage, and who has it."""
    where = t("linking.where", number=one.number or "–", stage=one.stage) if one.stage else one.number or "–"
    open_now = one.outcome in (None, "open")
    return " · ".join(part for part in (where, (one.owner or t("linking.nobody")) if open_now else one.owner) if part)


def outcome_line(work: Work, page: RecordPage, card: TaskCard) -> str:
    """What a task that is done elsewhere waits for, or why it does not."""
    why = page.reasons.get(card.id, {})
    if "in_trash" in why:
        return t("linking.gone", number=why["in_trash"])
    if "not_opened" in why and card.is_open:
        return t("linking.not_opened", why=Label.of(why["not_opened"]))
    there = [one for one in page.linked if one.task == card.id and one.outward]
    if not there:
        return ""
    where = place_of(there[-1]) if there[-1].is_seen else there[-1].form_label.text(work.language)
    return t("linking.at", where=where) if card.state == "waiting" else " · ".join(filter(None, (where, card.words)))


def opening(page: RecordPage, card: TaskCard) -> dict[str, Any]:
    """What the reader can do about the record in which a task is done."""
    if not card.opens:
        return {}
    newest = card.id == max(one.id for one in (*page.tasks, *page.earlier_tasks) if one.task == card.task)
    works = "complete" in page.verbs and newest and card.of_stage
    return {"may_complete": False, "may_open": works and card.state in ("open", "rejected")}


def _why(work: Work, one: linking.LinkedRecord) -> str:
    if one.kind == "same":
        return t("linking.same", name=one.name)
    said = t("linking.for", name=one.name)
    return f"{said} · {t('linking.found')}" if one.found else said
