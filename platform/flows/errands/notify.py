"""Makes a notification of a notice: in every language, with the admin's message where there is one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from accounts import Person, Work, people
from definitions import Label, NotFound, as_kept, fill
from records import Notification, notifications

from ..clocks.storms import add_to_storm, already_told, cause_key
from ..record_story.showing import words_for
from ..sending.every_language import worded
from ..sending.messages import Message
from ..sending.notices import ONLY_WHO_SEES, STORM, Notice
from ..subject import Subject, look, sees
from ..telling import spread
from . import ERRANDS


@ERRANDS.register("notify")
def notify(work: Work, payload: Mapping[str, Any], key: str) -> None:
    """One notice, one notification; of somebody who left or a record that is gone nothing is left to tell."""
    notice = Notice.from_json(payload)
    person = people.find(work.connection, notice.person)
    if person is None or not person.active:
        return
    try:
        subject = look(work, notice.form, notice.record)
    except NotFound:
        return
    if notice.kind in ONLY_WHO_SEES and not sees(work, notice.form, notice.record, person):
        return
    if notice.cause is not None and not _has_room(work, notice):
        key = add_to_storm(work, notice)
    else:
        key = key if notice.cause is None else f"{cause_key(notice)}{notice.key}"
        notifications.notify(work.connection, _notification(work, notice, person, subject, key=key))
    told = notifications.by_key(work.connection, key)
    if told is not None:
        spread(work, person, told, subject)


def _has_room(work: Work, notice: Notice) -> bool:
    """Whether the person got few enough out of this cause to get this one by itself; what counts many never is one."""
    return "keys" not in notice.params and already_told(work, notice) < STORM


def _notification(work: Work, notice: Notice, person: Person, subject: Subject, *, key: str) -> Notification:
    message = work.catalog.find("message", notice.message) if notice.message else None

    def words(language: str) -> dict[str, str]:
        values = message_values(work, notice, replace(person, language=language), subject)
        return {"title": _title(notice, message, values, language), "body": _body(notice, message, values, language)}

    data = {
        **worded(person.language, words),
        "why": notice.why.as_json() if notice.why else None,
        "until": notice.until.isoformat() if notice.until else None,
        "number": subject.number,
        "params": dict(notice.params),
    }
    return Notification(person.id, notice.kind, work.now, notice.form, notice.record, data, key)


def message_values(work: Work, notice: Notice, person: Person, subject: Subject) -> dict[str, str]:
    """What a message may fill in: the record's values as they are shown, and what the notice is about."""
    about = {name: _said(value, person.language) for name, value in notice.params.items() if value is not None}
    return {
        **words_for(work, subject, person),
        "why": notice.why.text(person.language) if notice.why else "",
        "until": _moment(notice.until, person),
        **about,
    }


def _title(notice: Notice, message: Message | None, values: Mapping[str, str], language: str) -> str:
    if message is not None:
        return fill(message.title.text(language), values)
    return _own_text(f"flows.notice.{notice.kind}.title", language, values)


def _body(notice: Notice, message: Message | None, values: Mapping[str, str], language: str) -> str:
    if message is not None:
        return fill(message.body.text(language), values)
    return _own_text(f"flows.notice.{notice.kind}.body", language, values)


def _own_text(key: str, language: str, values: Mapping[str, str]) -> str:
    """Our own texts name what they fill in the same way as an admin's."""
    return fill(as_kept(key, language) or as_kept("flows.notice.other.title", language), values)


def _said(value: Any, language: str) -> str:
    return Label.of(value).text(language) if isinstance(value, Mapping) else str(value)


def _moment(at: datetime | None, person: Person) -> str:
    return at.astimezone(ZoneInfo(person.timezone)).strftime("%m-%d %H:%M") if at else ""
