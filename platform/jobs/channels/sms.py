"""Short messages by a gateway over HTTP: the fields that it wants, filled in, and signed like a webhook's."""

from __future__ import annotations

from collections.abc import Iterator

from definitions import Catalog, Problem, Reason, check, fill, names_in, suggest

from ..outside import Outside
from . import CHANNELS
from .answer import Answer
from .parcel import Parcel
from .posting import as_bytes, post_json, understood
from .saying import Saying
from .webhook import signed

SMS = "sms"
# What a gateway gets where the channel's file says nothing else.
USUAL = {"id": "{{ id }}", "to": "{{ to }}", "text": "{{ text }}"}
KNOWN = ("id", "to", "text")


@CHANNELS.register(SMS)
def sms(parcel: Parcel, outside: Outside) -> Answer:
    """To whom the delivery names, else to the person's own phone; any 2xx means that it was taken."""
    number = parcel.delivery.address or (parcel.receiver.phone if parcel.receiver else None)
    if not number:
        return Answer.give_up("", Reason("deliveries.why.no_phone"))
    known = {"id": parcel.key, "to": number, "text": Saying.of(parcel).text()}
    written = parcel.channel.body or USUAL
    body = as_bytes({name: fill(text, known) for name, text in written.items()})
    return understood(post_json(parcel, outside, parcel.address, body, signed(parcel, body)))


@check
def short_messages_say_what_and_to_whom(catalog: Catalog) -> Iterator[Problem]:
    """A gateway's body names the number and the text, and nothing that is not there."""
    for channel in catalog.all("channel"):
        if channel.via == SMS and channel.body:
            named = {name: names_in(text) for name, text in channel.body.items()}
            for field, names in named.items():
                for name in names - set(KNOWN):
                    hint = suggest(name, KNOWN)
                    yield catalog.problem(
                        channel, ("body", field), "flows.problem.fills_unknown", name=name, suggestion=hint
                    )
            for name in {"to", "text"} - {one for names in named.values() for one in names}:
                yield catalog.problem(channel, ("body",), "deliveries.problem.body_lacks", name=name)
