"""A delivery on its way: may it go now, did it arrive, when is it tried again; every step says why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from accounts import Person, Work, people, require
from definitions import NotFound, Reason, Refused, say
from records import Delivery, deliveries, outbox, secrets

from ..channels import ChannelDefinition, next_turn
from ..channels.limits import Turn
from ..mails.fate import still_wanted
from ..short_messages.opting import SMS, wants_none

MAIL, HOOK, TEST = "mail", "hook", "test"
FATES = {MAIL: "mail_fate", SMS: "sms_fate"}  # the errands that tell what became of them
# What cannot be taken now is tried again after these: about a day in all, then somebody has to look.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720))
# Whoever was not told by then has found out, or it no longer matters.
STALE_AFTER = timedelta(days=2)
LONGEST_PAUSE = timedelta(days=1)


def leave(work: Work, new: Delivery) -> int | None:
    """Write down what shall be delivered and let it go when it is due; None when its key was known."""
    id = deliveries.put(work.connection, new)
    if id is not None:
        _queue(work, id, 0, new.due_at)
    return id


def let_go(work: Work, delivery: Delivery) -> None:
    """Send what lay waiting for its time by itself, as it reads now."""
    now = {"state": deliveries.WAITING, "due_at": work.now, "why": None, "text": delivery.text}
    deliveries.change(work.connection, delivery.id, **now)
    _queue(work, delivery.id, f"let_go:{int(work.now.timestamp())}", work.now)


def call_hook(
    work: Work, channel: str, body: Mapping[str, Any], *, key: str, kind: str, form: str, record: int
) -> int | None:
    """Send a channel of the kind `webhook` something to read, once for each key; NotFound without such a channel."""
    definition: ChannelDefinition = work.catalog.get("channel", channel)
    said = {"body": dict(body)}
    new = Delivery(key, definition.id, HOOK, kind, said, work.now, work.now, form=form, record=record)
    return leave(work, new)


def send_test(work: Work, channel: str, person: Person) -> int | None:
    """Send a few words by a channel, to see whether it works."""
    require(work, "configure")
    definition: ChannelDefinition = work.catalog.get("channel", channel)
    words = {part: say(f"deliveries.test.{part}", person.language) for part in ("title", "body")}
    text = {**words, "path": "/notifications", "verb": say("telling.verb.open", person.language)}
    key = f"test:{channel}:{int(work.now.timestamp() * 1000)}"
    return leave(work, Delivery(key, definition.id, TEST, TEST, text, work.now, work.now, person=person.id))


def ready(work: Work, id: int) -> Delivery | None:
    """The delivery, counted as tried now; None where it must not go, or not yet, which is then written down."""
    delivery = deliveries.take(work.connection, id)
    if delivery is None or delivery.state != deliveries.WAITING:
        return None
    if delivery.due_at > work.now:
        _queue(work, id, f"{delivery.attempts}:{int(delivery.due_at.timestamp())}", delivery.due_at)
        return None
    channel = work.catalog.find("channel", delivery.channel)
    why_not = _why_not(work, delivery, channel)
    if why_not is not None:
        give_up(work, delivery, why_not)
        return None
    if _unwanted(work, delivery) or not _has_turn(work, delivery, channel):
        return None
    deliveries.change(work.connection, id, tried_at=work.now, attempts=delivery.attempts + 1)
    return replace(delivery, tried_at=work.now, attempts=delivery.attempts + 1)


def arrived(work: Work, delivery: Delivery, answer: str) -> None:
    """The other side has taken it."""
    _end(work, delivery, deliveries.DELIVERED, None, answer)


def put_off(work: Work, delivery: Delivery, answer: str, *, after: timedelta | None = None) -> None:
    """The other side could not take it now: tried again later, and given up in the end."""
    if delivery.attempts > len(PAUSES):
        give_up(work, delivery, Reason("deliveries.why.too_often", {"n": delivery.attempts}), answer)
        return
    pause = min(max(after or timedelta(), PAUSES[max(delivery.attempts, 1) - 1]), LONGEST_PAUSE)
    _wait(work, delivery, work.now + pause, Reason("deliveries.why.later", {"n": delivery.attempts}), answer)


def withdraw_all(work: Work) -> int:
    """Send nothing of what waits: it belongs to a past that was made up."""
    return deliveries.withdraw_waiting(work.connection, work.now, Reason("deliveries.why.made_up").as_json())


def give_up(work: Work, delivery: Delivery, why: Reason, answer: str | None = None) -> None:
    """It will not arrive this way, and trying again would not help."""
    _end(work, delivery, deliveries.GIVEN_UP, why, answer)


def replay(work: Work, id: int) -> Delivery:
    """Let a delivery that was given up go again, as often as somebody wants to try."""
    require(work, "configure")
    delivery = deliveries.take(work.connection, id)
    if delivery is None:
        raise NotFound("deliveries.none", id=id)
    if delivery.state != deliveries.GIVEN_UP:
        raise Refused("deliveries.not_given_up", id=id, state=Reason(f"deliveries.state.{delivery.state}"))
    deliveries.change(
        work.connection, id, state=deliveries.WAITING, why=None, attempts=0, due_at=work.now, ended_at=None
    )
    _queue(work, id, f"again:{int(work.now.timestamp() * 1000)}", work.now)
    return replace(delivery, state=deliveries.WAITING, why=None, attempts=0, due_at=work.now, ended_at=None)


def _why_not(work: Work, delivery: Delivery, channel: ChannelDefinition | None) -> Reason | None:
    if channel is None:
        return Reason("deliveries.why.no_channel", {"channel": delivery.channel})
    missing = sorted(set(channel.secrets) - secrets.known(work.connection, channel.secrets))
    return Reason("deliveries.why.not_set_up", {"names": missing}) if missing else None


def _unwanted(work: Work, delivery: Delivery) -> bool:
    """Whether somebody has said no since, or is no longer there; that is then written down."""
    why = None
    if delivery.about == MAIL:
        why = still_wanted(work, delivery).why_not
    elif delivery.about == SMS and wants_none(work, delivery.address):
        why = Reason("deliveries.why.wants_none")
    elif delivery.about != HOOK and work.now - delivery.created_at > STALE_AFTER:
        why = Reason("deliveries.why.stale")
    elif delivery.person is not None:
        person = people.find(work.connection, delivery.person)
        why = None if person is not None and person.active else Reason("deliveries.why.has_left")
    if why is not None:
        _end(work, delivery, deliveries.WITHDRAWN, why, None)
    return why is not None


def _has_turn(work: Work, delivery: Delivery, channel: ChannelDefinition) -> bool:
    """Whether the channel's limits let it go now; else it waits for its turn, and says for which."""
    limits = channel.limits
    if not (limits.house or limits.person):
        return True
    deliveries.in_turn(work.connection, channel.id)
    turns = [_turn(work, channel, limits.house, None)]
    if delivery.sender is not None:
        turns.append(_turn(work, channel, limits.person, delivery.sender))
    turn = max(filter(None, turns), key=lambda one: one.at, default=None)
    if turn is not None:
        code = f"deliveries.why.limit_{turn.window}" + ("_person" if turn.of_person else "")
        _wait(work, delivery, turn.at, Reason(code, {"n": turn.most}), None)
    return turn is None


def _turn(
    work: Work, channel: ChannelDefinition, amounts: tuple[tuple[str, int], ...], sender: int | None
) -> Turn | None:
    def newest(n: int, since: datetime) -> datetime | None:
        return deliveries.nth_newest_try(work.connection, channel.id, n, since=since, sender=sender)

    waiting = deliveries.waiting_after(work.connection, channel.id, work.now, sender=sender)
    return next_turn(amounts, newest, work.now, waiting=waiting, of_person=sender is not None)


def _wait(work: Work, delivery: Delivery, until: datetime, why: Reason, answer: str | None) -> None:
    changes: dict[str, Any] = {"due_at": until, "why": why.as_json()}
    if answer is not None:
        changes["answer"] = answer[:2000]
    deliveries.change(work.connection, delivery.id, **changes)
    _queue(work, delivery.id, f"{delivery.attempts}:{int(until.timestamp())}", until)


def _end(work: Work, delivery: Delivery, state: str, why: Reason | None, answer: str | None) -> None:
    kept = {"answer": answer[:2000]} if answer is not None else {}
    said = why.as_json() if why else None
    deliveries.change(work.connection, delivery.id, state=state, why=said, ended_at=work.now, **kept)
    if delivery.about in FATES:
        # What follows is work of its own: whatever may go wrong with it, the message is not sent a second time.
        fate = FATES[delivery.about]
        key = f"{fate}:{delivery.id}:{delivery.attempts}:{state}"
        outbox.put(work.connection, fate, {"delivery": delivery.id}, work.now, key=key)


def _queue(work: Work, id: int, mark: object, due_at: datetime) -> None:
    """One row of work for each time it is to be tried: a key that was used before is not used again."""
    outbox.put(work.connection, "deliver", {"delivery": id}, work.now, due_at=due_at, key=f"deliver:{id}:{mark}")
