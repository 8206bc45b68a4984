"""Subscribing, pausing, leaving: everybody for themselves, an admin for a role."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from accounts import Work, people, require
from definitions import NotFound, Refused
from flows import telling
from records import Subscription, outbox, subscriptions

from ..answers.answering import report_of
from ..dashboards import dashboard_of
from .timing import DAY, EVERY, MONTH, next_of

ERRAND = "subscription"
MOST = 30
LAST = -1


@dataclass(frozen=True)
class Order:
    """What somebody wants to get: which report or dashboard with which params, how often, by which channel."""

    kind: str
    target: str
    channel: str
    every: str = DAY
    at: str = "08:30"
    days: tuple[int, ...] = ()
    params: Mapping[str, Any] = field(default_factory=dict)
    role: str | None = None


def arrange(work: Work, order: Order) -> int:
    """Keep an order and let it come for the first time; Refused says what is wrong with it."""
    _look_for(work, order)
    if order.role is not None:
        require(work, "configure")
        if work.catalog.find("role", order.role) is None:
            raise Refused("subscriptions.no_role", name=order.role)
    elif work.actor.person_id is None:
        raise Refused("subscriptions.for_nobody")
    elif len(subscriptions.all_of(work.connection, work.actor.person_id)) >= MOST:
        raise Refused("subscriptions.too_many", n=MOST)
    new = Subscription(
        order.kind, order.target, dict(order.params), _channel(work, order), order.every, _time(order.at),
        secrets.token_urlsafe(18), work.now, days=_days(order), person=None if order.role else work.actor.person_id,
        role=order.role, made_by=work.actor.person_id,
    )  # fmt: skip
    id = subscriptions.add(work.connection, new)
    _wait(work, subscriptions.get(work.connection, id))
    return id


def open_channels(work: Work) -> tuple[telling.ChannelDefinition, ...]:
    """By what it could come: what leads to whoever asks; for an admin, who may do it for others, what is set up."""
    if work.actor.role is not None and work.actor.role.configure:
        return tuple(telling.carriers(work))
    person = people.get(work.connection, work.actor.person_id)
    return tuple(each for each in telling.channels_for(work, person) if each.via != telling.WEBHOOK)


def mine(work: Work) -> tuple[Subscription, ...]:
    """One's own; whoever may configure sees those of roles, too."""
    own = subscriptions.all_of(work.connection, work.actor.person_id)
    if not (work.actor.role and work.actor.role.configure):
        return own
    return (*own, *(each for each in subscriptions.all_of(work.connection) if each.role is not None))


def pause(work: Work, id: int) -> None:
    """Send nothing until it is resumed."""
    subscriptions.change(work.connection, _own(work, id).id, next_at=None)


def resume(work: Work, id: int) -> None:
    """Go on with the next time; what was missed is not made up."""
    row = _own(work, id)
    if row.next_at is None:
        _wait(work, row)


def remove(work: Work, id: int) -> None:
    """Send it no more."""
    subscriptions.change(work.connection, _own(work, id).id, removed_at=work.now, next_at=None)


def send_now(work: Work, id: int) -> None:
    """Once more, beside its times."""
    row = _own(work, id)
    slot = work.now.isoformat()
    payload = {"subscription": row.id, "slot": slot, "now": True}
    outbox.put(work.connection, ERRAND, payload, work.now, key=_key(row, slot))


def leave(work: Work, row: Subscription, person: int | None) -> None:
    """Whoever follows the link in a message gets it no more; the others of a role still do."""
    row = subscriptions.get(work.connection, row.id, lock=True) or row  # two who leave at once both leave
    if row.role is None:
        subscriptions.change(work.connection, row.id, removed_at=work.now, next_at=None)
    elif person is not None and person not in row.left_by:
        subscriptions.change(work.connection, row.id, left_by=[*row.left_by, person])


def wait_until(work: Work, row: Subscription, at: datetime | None) -> None:
    """Keep when it comes next, and leave the errand for then."""
    subscriptions.change(work.connection, row.id, next_at=at)
    if at is not None:
        payload = {"subscription": row.id, "slot": at.isoformat()}
        outbox.put(work.connection, ERRAND, payload, work.now, due_at=at, key=_key(row, at.isoformat()))


def zone_of(work: Work, row: Subscription) -> str:
    """On whose clock it comes: the person's; for a role, that of whoever arranged it."""
    person = people.find(work.connection, row.person or row.made_by)
    return person.timezone if person is not None else work.timezone


def _wait(work: Work, row: Subscription) -> None:
    wait_until(work, row, next_of(work, row, zone_of(work, row), work.now))


def _key(row: Subscription, slot: str) -> str:
    return f"{ERRAND}:{row.id}:{slot}"


def _own(work: Work, id: int) -> Subscription:
    """One's own, or that of a role where one may configure; NotFound tells nothing of others."""
    row = next((each for each in mine(work) if each.id == id), None)
    if row is None:
        raise NotFound()
    return subscriptions.get(work.connection, row.id, lock=True)


def _look_for(work: Work, order: Order) -> None:
    if order.kind == "dashboard":
        dashboard_of(work, order.target)
    elif order.kind == "report":
        report_of(work, order.target)
    else:
        raise NotFound()


def _channel(work: Work, order: Order) -> str:
    """A channel by which the person can be told; for a role any that carries messages to people."""
    if order.role is not None:
        known = [each.id for each in telling.carriers(work)]
    else:
        person = people.get(work.connection, work.actor.person_id)
        known = [each.id for each in telling.channels_for(work, person) if each.via != telling.WEBHOOK]
    if order.channel not in known:
        raise Refused("subscriptions.no_channel", name=order.channel)
    return order.channel


def _time(written: str) -> str:
    try:
        return f"{time.fromisoformat(written):%H:%M}"
    except ValueError:
        raise Refused("subscriptions.no_time", at=written[:20]) from None


def _days(order: Order) -> list[int]:
    """Days of the week from 0, of the month from 1, -1 the last; Monday and the first if nobody says."""
    if order.every not in EVERY:
        raise Refused("subscriptions.how_often", every=order.every[:20])
    if order.every == DAY:
        return []
    known = [LAST, *range(1, 32)] if order.every == MONTH else range(7)
    days = sorted(set(order.days)) or [1 if order.every == MONTH else 0]
    if any(day not in known for day in days):
        raise Refused("subscriptions.no_day", day=str(days[0]))
    return days
