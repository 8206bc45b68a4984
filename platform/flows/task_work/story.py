"""Tasks that were opened, taken out of a queue or handed on, and records that move by themselves, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from definitions import LANGUAGES, Label, Reason, elapsed

from ..record_story.timeline import HUMAN, LATE, Teller, tells

WAYS = ("by_hand", "own")
SAID_FROM = 60  # seconds; less is nobody's delay


@tells("task_opened")
def opened(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    """By a signal, by hand, or by the order of the stage."""
    how = data.get("how")
    if how == "when":
        return Reason("flows.event.task_opened_when", {"label": _label(data), "why": data.get("why") or "–"})
    key = f"flows.event.task_opened_{how}" if how in WAYS else "flows.event.task_opened"
    return Reason(key, {"label": _label(data)})


@tells("task_completed", tone=HUMAN)
def completed(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    """That it is done; of what came too late, by how much."""
    late = data.get("late_seconds") or 0
    if late < SAID_FROM:
        return Reason("flows.event.task_completed", {"label": _label(data)})
    return Reason("flows.event.task_completed_late", {"label": _label(data), "late": _span(late)})


@tells("task_missed", tone=LATE)
def missed(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    """Who was to do it, until when, and how late it was when something else took its place."""
    if "due_at" not in data:
        return Reason("flows.event.task_missed", {"label": _label(data)})
    who = {"person": teller.person(data.get("person")), "due": teller.moment(data.get("due_at"))}
    return Reason(
        "flows.event.follow_up_missed", {"label": _label(data), **who, "late": _span(data.get("late_seconds", 0))}
    )


@tells("task_sooner")
def sooner(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    """From when to when, and which grade asks for it."""
    moments = {name: teller.moment(data.get(name)) for name in ("was", "due_at")}
    return Reason("flows.event.task_sooner", {"label": _label(data), "grade": data.get("grade") or "–", **moments})


@tells("task_claimed", "task_handed")
def handed(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    """Who has it now."""
    return Reason(f"flows.event.{kind}", {"label": _label(data), "owner": teller.person(data.get("owner"))})


@tells("move_held", tone=LATE)
def held(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    """A way that the record could not take by itself, and why not."""
    to = teller.stage(data.get("to"))
    if data.get("circle"):
        return Reason("flows.event.move_circle", {"to": to})
    missing = [found.label if (found := teller.form.find(name)) else name for name in data.get("missing", [])]
    return Reason("flows.event.move_held", {"to": to, "why": data.get("why") or missing or "–"})


def _span(seconds: int) -> dict[str, str]:
    return {language: elapsed(seconds // 60, language) for language in LANGUAGES}


def _label(data: Mapping[str, Any]) -> Label:
    return Label.of(data.get("label") or data.get("task"))
