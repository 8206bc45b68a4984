"""A record in somebody's hands, as the verbs of assignment look at it."""

from __future__ import annotations

from typing import Any

from accounts import Work, people
from definitions import Refused
from records import AssignmentRow, Event, assignments

from ..happenings import happened
from ..routing import OWNER, POOL, Desk, RoutingDecision
from ..subject import Subject

MOST_WORDS = 1000
BEFORE = ("owner", "pool", "assigned_at", "accept_by", "grade")


def mine(work: Work, subject: Subject) -> AssignmentRow:
    """The assignment that holds, if it is the actor's."""
    current = assignments.current(work.connection, subject.form.id, subject.id)
    if current is None or current.owner is None:
        raise Refused("routing.refused.nobody_has_it")
    if current.owner != work.actor.person_id:
        name = people.names(work.connection, [current.owner]).get(current.owner, "")
        raise Refused("routing.refused.somebody_elses", name=name)
    return current


def before_of(subject: Subject) -> dict[str, Any]:
    """What a hand-over has to know of the time before it."""
    return {name: getattr(subject.row, name) for name in BEFORE}


def by_hand(desk: Desk, subject: Subject, *, owner: int | None = None, pool: str | None = None) -> RoutingDecision:
    """What a person decided, with the values they had before them."""
    to = OWNER if owner is not None else POOL
    seen = desk.router.seen(subject.values)
    return RoutingDecision(desk.router.routing.id, to, owner=owner, pool=pool, seen=seen)


def note(work: Work, subject: Subject, kind: str, data: dict[str, Any]) -> None:
    """Adds an event."""
    actor, revision = work.actor.person_id, work.catalog.revision
    happened(
        work,
        Event(subject.form.id, subject.id, kind, work.now, actor, data=data, revision=revision),
    )


def words_needed(words: str) -> str:
    """The reason, which may not be missing."""
    cleaned = clean(words)
    if not cleaned:
        raise Refused("routing.refused.say_why")
    return cleaned


def clean(words: str | None) -> str:
    """What somebody wrote, without the blanks around it."""
    return (words or "").strip()[:MOST_WORDS]
