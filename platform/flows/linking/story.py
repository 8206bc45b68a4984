"""How the history tells of records that were opened for one another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from definitions import Label, Reason

from ..record_story.timeline import LATE, Teller, tells


@tells("record_opened", "opened_for")
def _opened(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return Reason(f"linking.event.{kind}", {**_other(data), "label": _label(data)})


@tells("record_not_opened", "not_brought", tone=LATE)
def _failed(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return Reason(f"linking.event.{kind}", {**_other(data), "label": _label(data), "why": data.get("why") or "–"})


@tells("outcome_refused", tone=LATE)
def _refused(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    stage = Label.of(data.get("stage") or "–")
    return Reason("linking.event.outcome_refused", {**_other(data), "label": _label(data), "stage": stage})


@tells("outcome_gone", tone=LATE)
def _gone(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return Reason("linking.event.outcome_gone", {**_other(data), "label": _label(data)})


def _other(data: Mapping[str, Any]) -> dict[str, Any]:
    return {"form": Label.of(data.get("form_label") or "–"), "number": data.get("number") or "–"}


def _label(data: Mapping[str, Any]) -> Label:
    return Label.of(data.get("label") or data.get("task") or "–")
