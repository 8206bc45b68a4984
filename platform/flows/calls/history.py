"""How the history of a record tells of calls."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from definitions import Label, Reason

from ..record_story.timeline import HUMAN, Teller, tells


@tells("call_scored", tone=HUMAN)
def _scored(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    params = {"label": Label.of(data.get("label")), "score": f"{data.get('score') or 0:g}"}
    missed = [Label.of(each) for each in data.get("missed", ())]
    if missed:
        return Reason("calls.event.call_scored_missed", {**params, "missed": missed})
    return Reason("calls.event.call_scored", params)
