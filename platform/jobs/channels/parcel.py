"""What a channel is given to carry."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from accounts import Person
from flows import channels
from records import Delivery, Mail


@dataclass(frozen=True)
class Parcel:
    """One delivery with all that its channel needs to know; the values of secrets are in no other place."""

    delivery: Delivery
    channel: channels.ChannelDefinition
    at: datetime
    address: str = field(repr=False, default="")
    secret: str | None = field(repr=False, default=None)
    is_trusted: bool = False  # the address stands in the environment: whoever runs the server means it
    site: str | None = None
    receiver: Person | None = None
    sender: Person | None = None
    mail: Mail | None = None

    @property
    def key(self) -> str:
        """The same at every try, so that the other side can tell a repeat."""
        return f"leadwright-{self.delivery.id}"

    @property
    def mentioned(self) -> str | None:
        """The phone number by which a robot calls the person, if the channel lets it."""
        if not (self.channel.mention and self.receiver and self.receiver.phone):
            return None
        return self.receiver.phone.removeprefix("+86")
