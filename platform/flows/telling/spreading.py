"""From a notification inside to messages outside: at once, or together, when the quiet ends or the digest comes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from accounts import Person, Work, people
from definitions import Reason, say
from records import Delivery, Notification, deliveries, notifications, outbox

from ..sending.delivering import leave, let_go
from ..subject import Subject
from .ways import Way, ways_of

NOTICE, DIGEST, STORM = "notice", "digest", "storm"
# A tick that causes a storm is over by then, and the storm is told once, with all it holds.
UNTIL_IT_IS_OVER = timedelta(minutes=2)
MOST_IN_A_DIGEST = 30


def spread(work: Work, person: Person, told: Notification, subject: Subject | None = None) -> None:
    """Tell a person by every way they want for this event; the notification inside stands already.

    Without a subject it is about something that is no record.
    """
    is_urgent = subject is not None and bool(subject.row.urgent) and subject.row.outcome == "open"
    found = ways_of(work, person, told.kind, is_urgent=is_urgent)
    if not found:
        return
    text = text_of(person, told, subject)
    for way in found:
        if told.kind == STORM and not way.is_gathered:
            way = Way(way.channel, work.now + UNTIL_IT_IS_OVER, Reason("telling.why.storm"))
        _by(work, way, person, told, text)


def gather(work: Work, person: int, channel: str) -> None:
    """Send what lies together for a person, as one; what they have read meanwhile inside is not told again."""
    waiting = deliveries.gathered(work.connection, person, channel, until=work.now)
    told = {one.id: one for one in notifications.by_ids(work.connection, [each.notification for each in waiting])}
    fresh = [_of_now(each, told) for each in waiting if _is_news(told.get(each.notification))]
    kept = {each.id for each in fresh}
    for each in waiting:
        if each.id not in kept:
            why = Reason("telling.why.read").as_json()
            deliveries.change(work.connection, each.id, state=deliveries.WITHDRAWN, why=why, ended_at=work.now)
    if len(fresh) == 1:
        let_go(work, fresh[0])
    elif fresh:
        _together(work, person, channel, fresh)


def text_of(person: Person, told: Notification, subject: Subject | None) -> dict[str, Any]:
    """What, about whom, why you, until when, and one link with its verb; in the person's language."""
    language, data = person.language, told.data
    why = Reason.from_json(data["why"]).text(language) if data.get("why") else ""
    place, verb = _verb(person, told, subject)
    until = subject.row.accept_by if subject and verb == "accept" else _moment(data.get("until"))
    words = {
        "title": data.get("title") or "",
        "body": data.get("body") or "",
        "why": say("telling.because", language, why=why) if why and why != data.get("body") else "",
        "until": say(f"telling.until.{verb}", language, at=_shown(until, person)) if until else "",
        "path": place,
        "verb": say(f"telling.verb.{verb}", language),
        "language": language,
    }
    return {name: value for name, value in words.items() if value}


def _by(work: Work, way: Way, person: Person, told: Notification, text: Mapping[str, Any]) -> None:
    state = deliveries.GATHERED if way.is_gathered else deliveries.WAITING
    new = Delivery(
        f"notice:{told.id}:{way.channel.id}", way.channel.id, NOTICE, told.kind, dict(text), work.now, way.at,
        state=state, person=person.id, form=told.form, record=told.record, notification=told.id,
        why=way.why.as_json() if way.why else None,
    )  # fmt: skip
    if not way.is_gathered:
        leave(work, new)
    elif deliveries.put(work.connection, new) is not None:
        key = f"gather:{person.id}:{way.channel.id}:{int(way.at.timestamp())}"
        payload = {"person": person.id, "channel": way.channel.id}
        outbox.put(work.connection, "gather", payload, work.now, due_at=way.at, key=key)


def _together(work: Work, person: int, channel: str, fresh: list[Delivery]) -> None:
    language = people.get(work.connection, person).language
    shown = fresh[-MOST_IN_A_DIGEST:]
    text = {
        "title": say("telling.digest.title", language, n=len(fresh)),
        "body": say("telling.digest.more", language, n=len(fresh) - len(shown)) if len(fresh) > len(shown) else "",
        "path": "/notifications",
        "verb": say("telling.verb.all", language),
        "language": language,
        "items": [each.text for each in shown],
    }
    key = f"digest:{person}:{channel}:{int(work.now.timestamp())}:{fresh[-1].id}"
    new = Delivery(key, channel, DIGEST, DIGEST, text, work.now, work.now, person=person)
    id = leave(work, new)
    for each in fresh:
        deliveries.change(work.connection, each.id, gathered_in=id, ended_at=work.now, why=None)


def _of_now(delivery: Delivery, told: Mapping[int, Notification]) -> Delivery:
    """A storm has grown while it lay there: it is told with the count of now."""
    if delivery.kind != STORM:
        return delivery
    data = told[delivery.notification].data
    return replace(delivery, text={**delivery.text, "title": data.get("title"), "body": data.get("body")})


def _is_news(told: Notification | None) -> bool:
    return told is not None and told.read_at is None


def _verb(person: Person, told: Notification, subject: Subject | None) -> tuple[str, str]:
    """Where the message takes its reader, and what is done there."""
    if subject is None:
        return told.data.get("href") or "/notifications", "open"
    if told.kind == STORM:
        return "/day", "day"
    here = f"/records/{told.form}/{told.record}"
    row = subject.row
    if told.kind == "assigned" and row.owner == person.id and row.accept_by is not None and row.accepted_at is None:
        return f"{here}/acceptance", "accept"
    return here, "pool" if told.kind == "pooled" else "open"


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None


def _shown(at: datetime, person: Person) -> str:
    return at.astimezone(ZoneInfo(person.timezone)).strftime("%m-%d %H:%M")
