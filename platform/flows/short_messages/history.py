"""How the history of a record tells of short messages: sent or not, what the gateway said, what they answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from definitions import Label, Reason

from ..record_story.timeline import CUSTOMER, HUMAN, LATE, Teller, tells


@tells("sms_sent", tone=HUMAN)
def _sent(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return Reason("deliveries.event.sms_sent", {"message": _message(data)})


@tells("sms_taken")
def _taken(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return Reason("deliveries.event.sms_taken", {"message": _message(data)})


@tells("sms_not_sent", "sms_failed", tone=LATE)
def _not_sent(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    why = Reason.from_json(data["why"]) if data.get("why") else "–"
    return Reason(f"deliveries.event.{kind}", {"message": _message(data), "why": why})


@tells("sms_received", "sms_unsubscribed", tone=CUSTOMER)
def _by_contact(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return Reason(f"deliveries.event.{kind}")


@tells("sms_stopped", "sms_allowed", tone=HUMAN)
def _marked(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return Reason(f"deliveries.event.{kind}")


def _message(data: Mapping[str, Any]) -> Label:
    return Label.of(data.get("message") or "–")
