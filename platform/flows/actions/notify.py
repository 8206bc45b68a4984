"""Tell people of the record, in their own language and by the ways they chose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from definitions import LABEL_SCHEMA, Label, Problem, Reason, suggest

from ..pipelines import Party
from ..pipelines.schema import PARTY_SCHEMA
from ..sending.notices import Notice, tell
from ..steps import Hand, Place, Reading, party_problems, party_words, text_problems
from . import NOTHING, Action, Done, action

KIND = "automation"


@action("notify")
@dataclass(frozen=True)
class Notify(Action):
    """`notify: {to: owner, message: urgent}` or `{to: [owner, superior], text: {zh: …, en: …}}`."""

    to: tuple[Party, ...]
    message: str | None = None
    text: Label | None = None

    @classmethod
    def schema(cls) -> Mapping[str, Any]:
        return {
            "type": "object",
            "additionalProperties": False,
            "required": ["to"],
            "oneOf": [{"required": ["message"]}, {"required": ["text"]}],
            "properties": {
                "to": {"anyOf": [PARTY_SCHEMA, {"type": "array", "items": PARTY_SCHEMA, "minItems": 1}]},
                "message": {"type": "string", "description": "A message by its id"},
                "text": LABEL_SCHEMA,
            },
        }

    @classmethod
    def read(cls, written: Any, reading: Reading) -> Self:
        to = written["to"] if isinstance(written["to"], list) else [written["to"]]
        text = Label.of(written["text"]) if "text" in written else None
        return cls(tuple(map(Party.of, to)), written.get("message"), text)

    def problems(self, place: Place) -> Iterable[Problem]:
        yield from party_problems(self.to, place.at("to"))
        yield from message_problems(self.message, place)
        if self.text is not None:
            yield from text_problems(self.text, place.at("text"))

    def input(self, hand: Hand) -> Mapping[str, Any]:
        return {"message": self.message, "text": hand.filled(self.text).as_written() if self.text else None}

    def perform(self, hand: Hand) -> Done:
        people = hand.people(self.to)
        if not people:
            return Done(Reason("automation.said.nobody"), state=NOTHING)
        tell(hand.work, [self._notice(hand, person) for person in people])
        names = [known.name for person in people if (known := hand.crew.person(person))]
        return Done(Reason("automation.said.notify", {"people": names}), {"people": list(people)})

    def words(self, place: Place) -> Reason:
        to = [party_words(place.catalog, party) for party in self.to]
        message = place.catalog.find("message", self.message) if self.message else None
        what = message.label if message else self.text or Label.of(self.message)
        return Reason("automation.does.notify", {"to": to, "what": what})

    def _notice(self, hand: Hand, person: int) -> Notice:
        params = {name: str(value) for name, value in hand.given.items() if value is not None}
        if self.text is not None:
            params["text"] = hand.filled(self.text).as_written()
        why = Reason("automation.because", {"automation": hand.label})
        return Notice(
            person, KIND, hand.form, hand.subject.id, f"{hand.key}:{person}", message=self.message, why=why,
            params=params,
        )  # fmt: skip


def message_problems(message: str | None, place: Place) -> Iterable[Problem]:
    """A message that nothing is called, or that is worded for another form."""
    found = place.catalog.find("message", message) if message else None
    if message and found is None:
        hint = suggest(message, [one.id for one in place.catalog.all("message")])
        yield place.problem("flows.problem.unknown_message", "message", name=message, suggestion=hint)
    elif found is not None and found.form not in (None, place.form):
        yield place.problem("automation.problem.message_of_other_form", "message", name=message, form=found.form)
