"""Carries deliveries, each by its channel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts import Work, people
from definitions import Reason
from flows import delivering
from records import Delivery, mails, secrets

from ..channels import CHANNELS, Answer, Parcel
from ..channels.answer import DELIVERED, LATER
from ..outside import NotReached, Outside
from . import COURIERS


class Deliver:
    """Looks whether a delivery may go, lets its channel carry it, and writes down what came of it."""

    def prepare(self, work: Work, payload: Mapping[str, Any], *, site: str | None) -> Parcel | None:
        """The delivery with the values of its channel's secrets; None where it does not go now."""
        delivery = delivering.ready(work, payload["delivery"])
        return _parcel(work, delivery, site) if delivery is not None else None

    def carry(self, parcel: Parcel, outside: Outside) -> Answer:
        """By its channel, whatever may happen on the way."""
        carry = CHANNELS.find(parcel.channel.via)
        if carry is None:
            return Answer.give_up(parcel.channel.via, Reason("deliveries.why.no_such_way", {"via": parcel.channel.via}))
        try:
            return carry(parcel, outside)
        except NotReached as error:
            return Answer.of(error)

    def settle(self, work: Work, parcel: Parcel, answer: Answer) -> None:
        """Arrived, tried again later, or given up."""
        if answer.outcome == DELIVERED:
            delivering.arrived(work, parcel.delivery, answer.words)
        elif answer.outcome == LATER:
            delivering.put_off(work, parcel.delivery, answer.words, after=answer.after)
        else:
            delivering.give_up(work, parcel.delivery, answer.why, answer.words)


COURIERS.register("deliver")(Deliver())


def _parcel(work: Work, delivery: Delivery, site: str | None) -> Parcel:
    channel, connection = work.catalog.get("channel", delivery.channel), work.connection
    return Parcel(
        delivery,
        channel,
        work.now,
        address=secrets.find(connection, channel.address) or "",
        secret=secrets.find(connection, channel.secret) if channel.secret else None,
        is_trusted=secrets.from_environment(channel.address),
        site=site,
        receiver=people.find(connection, delivery.person),
        sender=people.find(connection, delivery.sender),
        mail=mails.of_delivery(connection, delivery.id) if delivery.about == delivering.MAIL else None,
    )
