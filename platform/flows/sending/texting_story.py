"""How the history of a record tells of short messages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from definitions import Label, Reason

from ..record_story.timeline import HUMAN, LATE, Teller, tells


@tells("sms_sent", tone=HUMAN)
def _sent(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return Reason("deliveries.event.sms_sent", {"message": Label.of(data.get("message") or "–")})


@tells("sms_not_sent", tone=LATE)
def _not_sent(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    why = Reason.from_json(data["why"]) if data.get("why") else "–"
    return Reason("deliveries.event.sms_not_sent", {"message": Label.of(data.get("message") or "–"), "why": why})
