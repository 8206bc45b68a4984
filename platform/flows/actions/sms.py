"""Send a message of the configuration to the record's contact as a short message."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from definitions import LANGUAGES, Label, Problem, Reason, say, suggest
from forms import FormDefinition

from ..sending.texting import text
from ..short_messages.opting import SMS, phone_fields
from ..steps import Hand, Place, Reading
from . import NOTHING, Action, Done, action
from .notify import message_problems


@action("sms")
@dataclass(frozen=True)
class SendShortMessage(Action):
    """`sms: {message: cases, channel: gateway}`: to the record's phone, or to the field that `to` names."""

    message: str
    channel: str
    to: str | None = None

    @classmethod
    def schema(cls) -> Mapping[str, Any]:
        return {
            "type": "object",
            "additionalProperties": False,
            "required": ["message", "channel"],
            "properties": {
                "message": {"type": "string", "description": "A message, by its id; its title and body are sent"},
                "channel": {"type": "string", "description": "A channel of the kind sms"},
                "to": {"type": "string", "description": "A phone field; the form's first, where it is not said"},
            },
        }

    @classmethod
    def read(cls, written: Any, reading: Reading) -> Self:
        return cls(written["message"], written["channel"], written.get("to"))

    def problems(self, place: Place) -> Iterable[Problem]:
        yield from message_problems(self.message, place)
        known = [channel.id for channel in place.catalog.all("channel") if channel.via == SMS]
        if self.channel not in known:
            hint = suggest(self.channel, known)
            yield place.problem("automation.problem.no_sms", "channel", name=self.channel, suggestion=hint)
        form = place.catalog.find("form", place.form)
        if form is not None:
            yield from self._phone_problems(place, form)

    def _phone_problems(self, place: Place, form: FormDefinition) -> Iterable[Problem]:
        phones = phone_fields(form)
        if self.to is not None and self.to not in phones:
            hint = suggest(self.to, phones)
            yield place.problem("automation.problem.no_phone_field", "to", name=self.to, suggestion=hint)
        elif not phones:
            yield place.problem("automation.problem.no_phone", "message", form=form.label)

    def input(self, hand: Hand) -> Mapping[str, Any]:
        return {"message": self.message, "channel": self.channel}

    def perform(self, hand: Hand) -> Done:
        sent = text(hand.work, hand.subject, self.message, self.channel, key=f"sms:{hand.key}", to=self.to)
        if sent.why is not None:
            why = Label.of({language: sent.why.text(language) for language in LANGUAGES})
            return Done(Reason("automation.said.mail_not", {"why": why}), state=NOTHING)
        message = hand.work.catalog.get("message", self.message)
        return Done(Reason("automation.said.sms", {"message": message.label}), {"delivery": sent.delivery})

    def words(self, place: Place) -> Reason:
        message = place.catalog.find("message", self.message)
        to = Label.of({language: say("automation.party.contact", language) for language in LANGUAGES})
        return Reason("automation.does.sms", {"message": message.label if message else self.message, "to": to})
