"""How the history tells of approvals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from definitions import Label, Reason

from ..record_story.timeline import HUMAN, Teller, tells


@tells("approval_asked")
def _asked(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    who = [teller.person(id) for id in data.get("to", [])]
    return Reason("approving.event.approval_asked", {"label": _label(data), "people": who or "–"})


@tells("approved", "rejected", "approval_refused", tone=HUMAN)
def _answered(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return Reason(f"approving.event.{kind}", {"label": _label(data)})


@tells("approval_void")
def _void(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    fields = [found.label if (found := teller.form.find(name)) else name for name in data.get("changed", [])]
    return Reason("approving.event.approval_void", {"label": _label(data), "fields": fields or "–"})


def _label(data: Mapping[str, Any]) -> Label:
    return Label.of(data.get("label") or data.get("task") or "–")
