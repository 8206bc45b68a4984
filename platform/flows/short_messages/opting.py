"""Numbers that get no short messages: whoever has one said so in an answer, or somebody here marked the record."""

from __future__ import annotations

from accounts import Work, require
from definitions import Refused
from forms import FormDefinition
from records import Silenced, mails

from ..happenings import event, happened
from ..subject import Subject, take

SMS = "sms"  # what channels that carry them go by
ASKED, MARKED = "sms_asked", "sms_marked"


def phone_fields(form: FormDefinition) -> list[str]:
    """Where numbers of contacts stand; what is kept secret of them is sent to nobody."""
    return [field.id for field in form.fields if field.type.name == "phone" and not field.sensitive]


def numbers_of(subject: Subject) -> list[str]:
    """The numbers that stand on a record."""
    return [subject.values[name] for name in phone_fields(subject.form) if subject.values.get(name)]


def wants_none(work: Work, number: str) -> bool:
    """Whether nothing may be sent to a number, whatever record it stands on."""
    return bool(mails.silenced(work.connection, [number]))


def silenced_numbers(work: Work, subject: Subject) -> tuple[Silenced, ...]:
    """Those of a record's numbers that get nothing, and why."""
    return tuple(mails.silenced(work.connection, numbers_of(subject)).values())


def silence(work: Work, number: str, why: str) -> bool:
    """Send a number nothing more; False when that was so before."""
    return mails.silence(work.connection, Silenced(number, why, work.now))


def stop(work: Work, form: str, record: int) -> bool:
    """They said on the phone that they want none: all numbers of the record get no more."""
    subject = _may_mark(work, form, record)
    numbers = numbers_of(subject)
    if not numbers:
        raise Refused("sms.refused.no_number", title=subject.title)
    fresh = [number for number in numbers if silence(work, number, MARKED)]
    if fresh:
        happened(work, event(work, form, subject.id, "sms_stopped"))
    return bool(fresh)


def allow_again(work: Work, form: str, record: int) -> bool:
    """They have asked for them again; whoever takes this down answers for it, in the record's history."""
    subject = _may_mark(work, form, record)
    gone = [number for number in numbers_of(subject) if mails.let_speak(work.connection, number)]
    if gone:
        happened(work, event(work, form, subject.id, "sms_allowed"))
    return bool(gone)


def _may_mark(work: Work, form: str, record: int) -> Subject:
    subject = take(work, form, record)
    require(work, "edit", form)
    return subject
