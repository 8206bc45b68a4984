"""What happened to records, told in one place, so that whatever follows from it begins in the same transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from accounts import Work
from definitions import Registry
from records import Event, events


@dataclass(frozen=True)
class Told:
    """Events that are in the history now, each with its id."""

    events: Sequence[Event]
    ids: Sequence[int]

    def __add__(self, more: Told) -> Told:
        return Told([*self.events, *more.events], [*self.ids, *more.ids])


NOTHING = Told((), ())

# Who begins something of their own when something happens; one that is not concerned asks the database nothing.
Follower = Callable[[Work, Told], None]
FOLLOWERS: Registry[Follower] = Registry("followers", "flows.followers")


def event(work: Work, form: str, record: int, kind: str, **data: Any) -> Event:
    """Something that happened now, by whoever acts."""
    return Event(form, record, kind, work.now, work.actor.person_id, data, work.catalog.revision)


def happened(work: Work, *told: Event) -> None:
    """Add to the history what just happened to one record or to several, in this order."""
    happened_to_many(work, told)


def happened_to_many(work: Work, told: Sequence[Event]) -> None:
    """The same for a batch, in one statement."""
    follow(work, remember(work, told))


def remember(work: Work, told: Sequence[Event]) -> Told:
    """Only the history; for verbs that still have to finish the record before anything else looks at it."""
    if work.cause is not None:
        because = {"because": work.cause.as_json()}
        told = [replace(one, data={**one.data, **because}) for one in told]
    return Told(told, events.append_many(work.connection, told))


def follow(work: Work, told: Told) -> None:
    """Let begin what follows from it, now that the record is as it will be."""
    for _, follower in FOLLOWERS.items():
        follower(work, told)
