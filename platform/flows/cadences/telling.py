"""How the history of a record tells of cadences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from definitions import Label, Reason

from ..record_story.timeline import HUMAN, LATE, Teller, tells


@tells("cadence_entered", "cadence_finished", "cadence_paused", "cadence_resumed")
def _quiet(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return Reason(f"cadence.event.{kind}", {"cadence": Label.of(data.get("label"))})


@tells("cadence_stopped")
def _stopped(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return _with_why(data, kind)


@tells("cadence_ripe", tone=HUMAN)
def _ripe(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return _with_why(data, kind)


@tells("cadence_failed", tone=LATE)
def _failed(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return _with_why(data, kind)


def _with_why(data: Mapping[str, Any], kind: str) -> Reason:
    why = Reason.from_json(data["why"]) if data.get("why") else Reason("cadence.ended.by_hand")
    return Reason(f"cadence.event.{kind}", {"cadence": Label.of(data.get("label")), "why": why})
