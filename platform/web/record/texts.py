"""What a record's page says of short messages: numbers that get none, and whether somebody could say so."""

from __future__ import annotations

from collections.abc import Iterator

from accounts import Work, readable_fields
from flows import RecordPage, Subject, short_messages
from forms import Context

from ..due import ago
from ..languages import t
from .view_model import Banner


def banners(work: Work, page: RecordPage, href: str) -> Iterator[Banner]:
    """One line for each number, of those the reader may see, that gets no short messages."""
    subject = page.subject
    action, button = (f"{href}/short-messages/again", t("sms.allow")) if "edit" in page.verbs else ("", "")
    for number, one in _silenced(work, subject):
        text = t(f"sms.banner_{one.why}", number=number, when=ago(one.at))
        yield Banner("rest", text, t("sms.banner_title"), action=action, button=button)


def may_stop(work: Work, page: RecordPage) -> bool:
    """Whether there is a number, seen by the reader, that short messages go to, and somebody who may end that."""
    subject = page.subject
    numbers = [subject.values.get(name) for name in _seen_fields(work, subject)]
    texts = any(channel.via == short_messages.SMS for channel in work.catalog.all("channel"))
    known = {one.address for one in short_messages.silenced_numbers(work, subject)}
    return texts and "edit" in page.verbs and any(number and number not in known for number in numbers)


def _silenced(work: Work, subject: Subject) -> Iterator[tuple[str, object]]:
    context = Context(work.language, work.timezone)
    silenced = {one.address: one for one in short_messages.silenced_numbers(work, subject)}
    for name in _seen_fields(work, subject):
        value = subject.values.get(name)
        if value in silenced:
            yield subject.form.by_id[name].type.display(value, context), silenced[value]


def _seen_fields(work: Work, subject: Subject) -> list[str]:
    """Where numbers stand that the reader may see here."""
    seen = readable_fields(work.actor, subject.form, stage=subject.row.stage)
    return [name for name in short_messages.phone_fields(subject.form) if name in seen]
