"""Send a message of the configuration to the record's contact by mail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from definitions import LANGUAGES, Label, Problem, Reason, say

from ..mails import post
from ..steps import Hand, Place, Reading
from . import NOTHING, Action, Done, action
from .notify import message_problems


@action("mail")
@dataclass(frozen=True)
class SendMail(Action):
    """`mail: {message: cases}`: to the address and in the name that the message itself says."""

    message: str

    @classmethod
    def schema(cls) -> Mapping[str, Any]:
        return {
            "type": "object",
            "additionalProperties": False,
            "required": ["message"],
            "properties": {"message": {"type": "string", "description": "A message with a mail part, by its id"}},
        }

    @classmethod
    def read(cls, written: Any, reading: Reading) -> Self:
        return cls(written["message"])

    def problems(self, place: Place) -> Iterable[Problem]:
        yield from message_problems(self.message, place)
        message = place.catalog.find("message", self.message)
        if message is not None and message.mail is None:
            yield place.problem("automation.problem.no_mail", "message", name=self.message)

    def input(self, hand: Hand) -> Mapping[str, Any]:
        return {"message": self.message}

    def perform(self, hand: Hand) -> Done:
        cause = hand.label.text(hand.work.language)
        posted = post(hand.work, hand.form, hand.subject.id, self.message, key=f"mail:{hand.key}", cause=cause)
        if not posted.is_on_its_way:
            why = Label.of({language: posted.why.text(language) for language in LANGUAGES})
            return Done(Reason("automation.said.mail_not", {"why": why}), state=NOTHING)
        message = hand.work.catalog.get("message", self.message)
        return Done(Reason("automation.said.mail", {"message": message.label}), {"delivery": posted.delivery})

    def words(self, place: Place) -> Reason:
        message = place.catalog.find("message", self.message)
        to = Label.of({language: say("automation.party.contact", language) for language in LANGUAGES})
        return Reason("automation.does.mail", {"message": message.label if message else self.message, "to": to})
