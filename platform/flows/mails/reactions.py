"""What a contact does with a mail: opens it, follows a link, wants no more; each told once, and not each time again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from accounts import Work, require
from definitions import NotFound
from forms import FormDefinition
from records import Mail, Silenced, mails

from ..happenings import event, happened
from ..sending.mail_options import CLICKS, OPENS
from ..subject import seen_among, take
from ..trail import behaved, trail_of

# Programs fetch a mail's picture again and again; within this time it is one look at it.
ONE_LOOK = timedelta(hours=1)
UNSUBSCRIBED, BOUNCED = "unsubscribed", "bounced"
# What a form's trail calls these, if it knows them, and what the history calls them else.
TOLD = {"mail_opened": "mail_opened", "link_clicked": "mail_clicked", "unsubscribed": "mail_unsubscribed"}
SOURCE = "mail"


def opened(work: Work, token: str) -> None:
    """The picture in a mail was fetched; a token that is nobody's is no reason to complain to whoever has it."""
    mail = mails.by_token(work.connection, token, lock=True)
    if mail is None or OPENS not in mail.options.get("track", ()):
        return
    first = mail.opened_at or work.now
    mails.change(work.connection, mail.id, opens=mail.opens + 1, opened_at=first, last_opened_at=work.now)
    if _is_new(mail.last_opened_at, work.now):
        _notice(work, mail, "mail_opened", work.now)


def clicked(work: Work, token: str, number: int, *, counts: bool = True) -> str:
    """A link in a mail was followed: its target. Only what we wrote there ourselves is ever answered."""
    mail = mails.by_token(work.connection, token, lock=True)
    if mail is None or not 0 <= number < len(mail.links):
        raise NotFound
    if counts and CLICKS in mail.options.get("track", ()):
        first = mail.clicked_at or work.now
        mails.change(work.connection, mail.id, clicks=mail.clicks + 1, clicked_at=first, last_clicked_at=work.now)
        if _is_new(mail.last_clicked_at, work.now):
            _notice(work, mail, "link_clicked", work.now, url=mail.links[number])
    return mail.links[number]


def unsubscribe(work: Work, token: str) -> Mail:
    """The address of a mail gets no more of them, whatever record it stands on; asked twice, it is done once."""
    mail = mails.by_token(work.connection, token, lock=True)
    if mail is None:
        raise NotFound("mails.unknown_link")
    fresh = mails.silence(work.connection, Silenced(mail.address, UNSUBSCRIBED, work.now, mail.id))
    if fresh:
        mails.change(work.connection, mail.id, unsubscribed_at=work.now)
        _notice(work, mail, "unsubscribed", work.now)
    return mail


def bounced(work: Work, mail: Mail, words: str) -> None:
    """A mail came back because there is no such address; nothing more is sent there."""
    fresh = mails.silence(work.connection, Silenced(mail.address, BOUNCED, work.now, mail.id))
    mails.change(work.connection, mail.id, bounced_at=work.now)
    if fresh:
        _tell(work, mail, "mail_bounced", words=words[:300])


def allow_again(work: Work, form: str, record: int) -> bool:
    """They have asked for mail again; whoever takes this down answers for it, in the record's history."""
    subject = take(work, form, record)
    require(work, "edit", form)
    addresses = [subject.values[name] for name in address_fields(subject.form) if subject.values.get(name)]
    gone = [address for address in addresses if mails.let_speak(work.connection, address)]
    if gone:
        happened(work, event(work, form, subject.id, "mail_allowed"))
    return bool(gone)


def address_fields(form: FormDefinition) -> tuple[str, ...]:
    """The fields of a form that hold mail addresses."""
    return tuple(field.id for field in form.fields if field.type.name == "email" and not field.sensitive)


def _is_new(before: datetime | None, now: datetime) -> bool:
    return before is None or now - before >= ONE_LOOK


def _notice(work: Work, mail: Mail, what: str, at: datetime, **data: Any) -> None:
    """Behaviour, where the form's trail knows one of this name; else the history alone tells of it."""
    work, about = work.as_system(), {name: value[:300] for name, value in {"title": mail.subject, **data}.items()}
    trail = trail_of(work, mail.form)
    if trail is None or trail.find(what) is None or not seen_among(work, mail.form, [mail.record]):
        _tell(work, mail, TOLD[what], **({"link": data["url"]} if "url" in data else {}))
        return
    key = f"mail {mail.id} {what} {int(at.timestamp())}"
    behaved(work, mail.form, mail.record, what, source=SOURCE, data=about, key=key)


def _tell(work: Work, mail: Mail, kind: str, **data: Any) -> None:
    told = event(work.as_system(), mail.form, mail.record, kind, mail=mail.id, subject=mail.subject, **data)
    happened(work, told)
