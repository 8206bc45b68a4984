"""A mail from a contact finds their record: by the mail of ours that it answers, else by the address it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import or_, select

from accounts import Work
from definitions import NotFound
from forms import table_of
from records import Mail, mails

from ..contact_marks import mark_heard
from ..happenings import event, happened
from ..sending.notices import Notice, tell
from ..subject import Subject, take
from .reactions import address_fields, bounced, unsubscribe
from .received import ReceivedMail

MOST_WORDS = 80


@dataclass(frozen=True)
class Heard:
    """The record that a mail was for, and what kind of thing it was."""

    form: str
    record: int
    what: str  # reply, bounce, unsubscription


def hear(work: Work, received: ReceivedMail, *, form: str) -> Heard | None:
    """Take a mail to the record it belongs to; None where nobody here knows whoever wrote it.

    An answer counts as having heard from the contact: silence ends, and whoever owns the record is told.
    """
    if received.leaves:
        return _unsubscribed(work, received.leaves)
    if received.bounced:
        return _came_back(work, received)
    ours = mails.by_tokens(work.connection, received.tokens)
    subject = _of_mail(work, ours) if ours else _of_address(work, received.sender, form)
    if subject is None or received.is_automatic:
        return None
    _answered(work, subject, received, ours)
    return Heard(subject.form.id, subject.id, "reply")


def _unsubscribed(work: Work, token: str) -> Heard | None:
    try:
        mail = unsubscribe(work, token)
    except NotFound:
        return None
    return Heard(mail.form, mail.record, "unsubscription")


def _came_back(work: Work, received: ReceivedMail) -> Heard | None:
    mail = mails.by_tokens(work.connection, received.bounced)
    if mail is None:
        return None
    bounced(work, mail, received.text)
    return Heard(mail.form, mail.record, "bounce")


def _answered(work: Work, subject: Subject, received: ReceivedMail, ours: Mail | None) -> None:
    if ours is not None and ours.replied_at is None:
        mails.change(work.connection, ours.id, replied_at=work.now)
    mark_heard(work, subject)
    said = {"subject": received.subject[:200], "content": received.text[:4000], "mail": ours.id if ours else None}
    happened(work, event(work, subject.form.id, subject.id, "mail_received", **said))
    if subject.owner is not None:
        words = " ".join(received.text.split())[:MOST_WORDS] or received.subject
        key = f"replied:{subject.form.id}:{subject.id}:{received.message_id or int(work.now.timestamp())}"
        notice = Notice(subject.owner, "replied", subject.form.id, subject.id, key[:150], params={"words": words})
        tell(work, [notice])


def _of_mail(work: Work, mail: Mail) -> Subject | None:
    if work.catalog.find("form", mail.form) is None:
        return None
    try:
        return take(work, mail.form, mail.record)
    except NotFound:
        return None


def _of_address(work: Work, address: str, form: str) -> Subject | None:
    """The record of this form with this address: one in work before others, of several the newest."""
    definition = work.catalog.find("form", form)
    if definition is None or "@" not in address:
        return None
    table = table_of(work.catalog, form)
    columns = [table.c[f"f_{name}"] for name in address_fields(definition)]
    if not columns:
        return None
    theirs = select(table.c.id).where(or_(*(column == address for column in columns)), table.c.trashed_at.is_(None))
    found = work.connection.scalars(theirs.order_by((table.c.outcome != "open"), table.c.id.desc()).limit(1)).first()
    return take(work, form, found) if found is not None else None
