"""Short messages to contacts: written from a message, put on their way in the transaction of their cause."""

from __future__ import annotations

from dataclasses import dataclass

from accounts import Work, default_calendar
from definitions import Reason, fill
from records import Delivery, deliveries, secrets

from ..happenings import event, happened
from ..record_story.showing import record_words
from ..short_messages.opting import SMS, phone_fields, wants_none
from ..subject import Subject
from .delivering import leave
from .messages import Message


@dataclass(frozen=True)
class Texted:
    """What became of a short message: on its way, or why not."""

    delivery: int | None = None
    why: Reason | None = None


def text(work: Work, subject: Subject, message: str, channel: str, *, key: str, to: str | None = None) -> Texted:
    """Send it once for each key; where it cannot go, the history says why."""
    definition: Message = work.catalog.get("message", message)
    number = subject.values.get(to or next(iter(phone_fields(subject.form)), ""))
    why = _why_not(work, channel, number)
    about = {"message": definition.label.as_written()}
    if why is not None:
        happened(work, event(work, subject.form.id, subject.id, "sms_not_sent", **about, why=why.as_json()))
        return Texted(why=why)
    said = _said(work, subject, definition)
    new = Delivery(
        key, channel, SMS, definition.id, said, work.now, work.now, sender=subject.owner, address=number,
        form=subject.form.id, record=subject.id,
    )  # fmt: skip
    id = leave(work, new)
    if id is not None:
        happened(work, event(work, subject.form.id, subject.id, "sms_sent", **about))
    return Texted(id or deliveries.by_key(work.connection, key).id)


def _why_not(work: Work, channel: str, number: str | None) -> Reason | None:
    if not number:
        return Reason("deliveries.why.no_phone")
    if wants_none(work, number):
        return Reason("deliveries.why.wants_none")
    definition = work.catalog.find("channel", channel)
    if definition is None:
        return Reason("deliveries.why.no_channel", {"channel": channel})
    missing = sorted(set(definition.secrets) - secrets.known(work.connection, definition.secrets))
    return Reason("deliveries.why.not_set_up", {"names": missing}) if missing else None


def _said(work: Work, subject: Subject, message: Message) -> dict[str, str]:
    zone, language = default_calendar(work.catalog).zone.key, work.language
    values = record_words(work, subject, reader=work.as_system().actor, language=language, timezone=zone)
    return {part: fill(getattr(message, part).text(language), values) for part in ("title", "body")}
