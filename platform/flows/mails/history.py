"""How the history of a record tells of mails."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from definitions import Label, Reason

from ..record_story.timeline import CUSTOMER, HUMAN, LATE, Teller, tells


@tells("mail_sent", tone=HUMAN)
def _sent(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return Reason("mails.event.mail_sent", {"subject": data.get("subject") or "–"})


@tells("mail_failed", tone=LATE)
def _failed(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    why = Reason.from_json(data["why"]) if data.get("why") else "–"
    return Reason("mails.event.mail_failed", {"subject": data.get("subject") or "–", "why": why})


@tells("mail_not_sent", tone=LATE)
def _not_sent(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    why = Reason.from_json(data["why"]) if data.get("why") else "–"
    return Reason("mails.event.mail_not_sent", {"message": Label.of(data.get("message")), "why": why})


@tells("mail_opened", "mail_unsubscribed", "mail_bounced", tone=CUSTOMER)
def _by_contact(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return Reason(f"mails.event.{kind}", {"subject": data.get("subject") or "–"})


@tells("mail_clicked", tone=CUSTOMER)
def _clicked(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return Reason("mails.event.mail_clicked", {"subject": data.get("subject") or "–", "link": data.get("link") or "–"})


@tells("mail_received", tone=CUSTOMER)
def _received(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return Reason("mails.event.mail_received", {"subject": data.get("subject") or "–"})


@tells("mail_allowed")
def _allowed(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return Reason("mails.event.mail_allowed")
