"""Tell another program: the record's values as signed JSON, through a channel of the kind webhook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from definitions import ID_PATTERN, Problem, Reason, suggest
from forms import form_of, told_values

from ..sending.delivering import call_hook
from ..steps import Hand, Place, Reading
from ..telling.ways import WEBHOOK
from . import NOTHING, Action, Done, action


@action("webhook")
@dataclass(frozen=True)
class CallWebhook(Action):
    """`webhook: {channel: erp, event: signed, fields: [company, amount]}`; without fields all of them."""

    channel: str
    event: str
    fields: tuple[str, ...] = ()

    @classmethod
    def schema(cls) -> Mapping[str, Any]:
        return {
            "type": "object",
            "additionalProperties": False,
            "required": ["channel", "event"],
            "properties": {
                "channel": {"type": "string", "description": "A channel of the kind webhook"},
                "event": {"type": "string", "pattern": ID_PATTERN, "description": "What the other side calls it"},
                "fields": {"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": True},
            },
        }

    @classmethod
    def read(cls, written: Any, reading: Reading) -> Self:
        return cls(written["channel"], written["event"], tuple(written.get("fields", ())))

    def problems(self, place: Place) -> Iterable[Problem]:
        known = [channel.id for channel in place.catalog.all("channel") if channel.via == WEBHOOK]
        if self.channel not in known:
            hint = suggest(self.channel, known)
            yield place.problem("automation.problem.no_webhook", "channel", name=self.channel, suggestion=hint)
        fields = form_of(place.catalog, place.form).by_id
        for number, name in enumerate(self.fields):
            if name not in fields:
                hint = suggest(name, fields)
                yield place.problem("flows.problem.unknown_field", "fields", number, name=name, suggestion=hint)

    def input(self, hand: Hand) -> Mapping[str, Any]:
        return {"channel": self.channel, "event": self.event}

    def perform(self, hand: Hand) -> Done:
        subject, catalog = hand.subject, hand.work.catalog
        names = self.fields or tuple(subject.form.by_id)
        values = told_values(catalog, hand.form, {name: subject.values.get(name) for name in names})
        body = {
            "event": self.event,
            "at": hand.work.now.isoformat(),
            "form": hand.form,
            "record": subject.id,
            "number": subject.number,
            "values": values,
            **({"given": dict(hand.given)} if hand.given else {}),
        }
        delivery = call_hook(
            hand.work, self.channel, body, key=f"hook:{hand.key}", kind=self.event, form=hand.form, record=subject.id
        )
        channel = catalog.get("channel", self.channel)
        said = Reason("automation.said.webhook", {"channel": channel.label})
        return Done(said, {"delivery": delivery}) if delivery is not None else Done(said, state=NOTHING)

    def words(self, place: Place) -> Reason:
        channel = place.catalog.find("channel", self.channel)
        name = channel.label if channel else self.channel
        return Reason("automation.does.webhook", {"channel": name, "event": self.event})
