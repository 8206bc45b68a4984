"""What became of a short message to a contact: what the gateway answered stands in the history of its record."""

from __future__ import annotations

from accounts import Work
from definitions import Label, NotFound
from records import Delivery, deliveries

from ..happenings import event, happened
from ..subject import take

LONGEST_ANSWER = 300


def tell_fate(work: Work, id: int) -> None:
    """Taken by the gateway, or not and why; whoever is gone is told nothing."""
    delivery = deliveries.get(work.connection, id)
    if delivery is None or delivery.form is None or work.catalog.find("form", delivery.form) is None:
        return
    try:
        take(work.as_system(), delivery.form, delivery.record)
    except NotFound:
        return
    taken = delivery.state == deliveries.DELIVERED
    said = {"message": _label(work, delivery).as_written(), "words": (delivery.answer or "")[:LONGEST_ANSWER] or None}
    why = {} if taken else {"why": delivery.why}
    happened(work, event(work, delivery.form, delivery.record, "sms_taken" if taken else "sms_failed", **said, **why))


def _label(work: Work, delivery: Delivery) -> Label:
    message = work.catalog.find("message", delivery.kind)
    return message.label if message else Label.of(delivery.kind)
