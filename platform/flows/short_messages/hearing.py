"""What somebody answers to a short message finds their record by the number; `T` or `TD` ends it all."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from sqlalchemy import or_, select

from accounts import Work
from forms import Context, FormDefinition, ValueRefused, table_of

from ..contact_marks import mark_heard
from ..happenings import event, happened
from ..sending.notices import Notice, tell
from ..subject import Subject, take
from .opting import ASKED, phone_fields, silence

LEAVES = re.compile(r"(TD?)?(退订|取消订阅)?|STOP|UNSUBSCRIBE")
LONGEST, MOST_WORDS = 2000, 80


@dataclass(frozen=True)
class HeardText:
    """What an answer was: words for a record, or the wish for no more; whose, where somebody here has the number."""

    leaves: bool
    form: str | None = None
    record: int | None = None


def hear(work: Work, number: str, text: str, *, form: FormDefinition) -> HeardText | None:
    """Take an answer to its record; None where nobody here has that number and it says something else than no."""
    known = _number(work, form, number)
    leaves = is_no(text)
    if known is None:
        return None
    subject = _of_number(work, known, form)
    if leaves:
        if silence(work, known, ASKED) and subject is not None:
            happened(work, event(work, subject.form.id, subject.id, "sms_unsubscribed"))
        return HeardText(True, form.id if subject else None, subject.id if subject else None)
    if subject is None:
        return None
    _answered(work, subject, text)
    return HeardText(False, subject.form.id, subject.id)


def is_no(text: str) -> bool:
    """`T`, `td。`, `退订`, `STOP`: the words that end short messages here and elsewhere."""
    plain = re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text[:LONGEST])).upper()
    return bool(plain) and LEAVES.fullmatch(plain) is not None


def _number(work: Work, form: FormDefinition, written: str) -> str | None:
    """As numbers are kept here; None where it is none."""
    for name in phone_fields(form):
        try:
            return form.by_id[name].type.parse(written, Context(work.language, work.timezone))
        except ValueRefused:
            continue
    return None


def _of_number(work: Work, number: str, form: FormDefinition) -> Subject | None:
    """The record with this number: one in work before others, of several the newest."""
    table = table_of(work.catalog, form.id)
    theirs = or_(*(table.c[f"f_{name}"] == number for name in phone_fields(form)))
    found = select(table.c.id).where(theirs, table.c.trashed_at.is_(None))
    id = work.connection.scalars(found.order_by(table.c.outcome != "open", table.c.id.desc()).limit(1)).first()
    return take(work, form.id, id) if id is not None else None


def _answered(work: Work, subject: Subject, text: str) -> None:
    mark_heard(work, subject)
    happened(work, event(work, subject.form.id, subject.id, "sms_received", content=text.strip()[:LONGEST]))
    if subject.owner is not None:
        key = f"texted:{subject.form.id}:{subject.id}:{int(work.now.timestamp())}"
        words = " ".join(text.split())[:MOST_WORDS]
        tell(work, [Notice(subject.owner, "replied", subject.form.id, subject.id, key, params={"words": words})])
