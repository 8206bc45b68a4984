"""What became of a mail that was on its way: told in the history of its record, in the transaction that settles it."""

from __future__ import annotations

from dataclasses import dataclass

from accounts import Work
from definitions import NotFound, Reason
from records import Delivery, Mail, deliveries, mails

from ..contact_marks import mark_contact
from ..happenings import event, happened
from ..subject import Subject, take
from .reactions import bounced

NO_SUCH_MAILBOX = "deliveries.why.no_such_mailbox"


@dataclass(frozen=True)
class Fate:
    """A mail and whether it may still go: somebody may have said no since it was written."""

    mail: Mail | None
    why_not: Reason | None = None


def still_wanted(work: Work, delivery: Delivery) -> Fate:
    """Looks again, just before it goes."""
    mail = mails.of_delivery(work.connection, delivery.id)
    if mail is None:
        return Fate(None, Reason("mails.why.gone"))
    if mails.silenced(work.connection, [mail.address]):
        return Fate(mail, Reason("mails.why.silenced"))
    if _subject(work, mail) is None:
        return Fate(mail, Reason("mails.why.gone"))
    return Fate(mail)


def tell_fate(work: Work, id: int) -> None:
    """The history of the record says what became of the mail; where its message is meant so, it was a contact."""
    delivery, mail = deliveries.get(work.connection, id), mails.of_delivery(work.connection, id)
    subject = _subject(work, mail) if mail is not None else None
    if delivery is None or mail is None or subject is None:
        return
    if delivery.state == deliveries.DELIVERED and mail.sent_at is None:
        _tell_sent(work, subject, mail, delivery)
    elif delivery.state in (deliveries.GIVEN_UP, deliveries.WITHDRAWN):
        happened(work, event(work, mail.form, mail.record, "mail_failed", **_about(mail), why=delivery.why))
        if delivery.why["code"] == NO_SUCH_MAILBOX:
            bounced(work, mail, delivery.answer or "")


def _tell_sent(work: Work, subject: Subject, mail: Mail, delivery: Delivery) -> None:
    mails.change(work.connection, mail.id, sent_at=delivery.ended_at)
    if mail.options.get("contact"):
        mark_contact(work, subject)
    happened(work, event(work, mail.form, mail.record, "mail_sent", **_about(mail), cause=delivery.text.get("cause")))


def _subject(work: Work, mail: Mail) -> Subject | None:
    """The record, as long as it is there."""
    if work.catalog.find("form", mail.form) is None:
        return None
    try:
        return take(work.as_system(), mail.form, mail.record)
    except NotFound:
        return None


def _about(mail: Mail) -> dict[str, object]:
    return {"mail": mail.id, "subject": mail.subject}
