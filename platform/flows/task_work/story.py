"""Tasks that were opened, taken out of a queue or handed on, and records that move by themselves, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from definitions import Label, Reason

from ..record_story.timeline import LATE, Teller, tells

WAYS = ("by_hand", "own")


@tells("task_opened")
def opened(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    """By a signal, by hand, or by the order of the stage."""
    how = data.get("how")
    if how == "when":
        return Reason("flows.event.task_opened_when", {"label": _label(data), "why": data.get("why") or "–"})
    key = f"flows.event.task_opened_{how}" if how in WAYS else "flows.event.task_opened"
    return Reason(key, {"label": _label(data)})


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


def _label(data: Mapping[str, Any]) -> Label:
    return Label.of(data.get("label") or data.get("task"))
