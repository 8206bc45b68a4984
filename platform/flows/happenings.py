"""What happened to records, told in one place, so that whatever follows from it begins in the same transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from accounts import Work
from definitions import Registry
from records import Event, events

Known = Mapping[tuple[str, int], Mapping[str, Any]]


@dataclass(frozen=True)
class Told:
    """Events that are in the history now, each with its id.

    `known` has the values of records that have just come in, by form and id, as rules name them: nobody has to read
    them again.
    """

    events: Sequence[Event]
    ids: Sequence[int]
    known: Known = field(default_factory=dict)

    def __add__(self, more: Told) -> Told:
        return Told([*self.events, *more.events], [*self.ids, *more.ids], {**self.known, **more.known})


NOTHING = Told((), ())

# What is told to a record of those that are listed on its page: nothing became of itself.
OF_OTHERS = ("related_added", "related_changed", "related_removed", "related_back")

# Who begins something of their own when something happens; one that is not concerned asks the database nothing.
Follower = Callable[[Work, Told], None]
FOLLOWERS: Registry[Follower] = Registry("followers", "flows.followers")


def event(work: Work, form: str, record: int, kind: str, **data: Any) -> Event:
    """Something that happened now, by whoever acts."""
    return Event(form, record, kind, work.now, work.actor.person_id, data, work.catalog.revision)


def happened(work: Work, *told: Event) -> None:
    """Add to the history what just happened to one record or to several, in this order."""
    happened_to_many(work, told)


def happened_to_many(work: Work, told: Sequence[Event], *, known: Known | None = None) -> None:
    """The same for a batch, in one statement; `known` are the values of records that came in with it."""
    follow(work, remember(work, told, known=known))


def remember(work: Work, told: Sequence[Event], *, known: Known | None = None) -> Told:
    """Only the history; for verbs that still have to finish the record before anything else looks at it."""
    if work.cause is not None:
        because = {"because": work.cause.as_json()}
        told = [replace(one, data={**one.data, **because}) for one in told]
    return Told(told, events.append_many(work.connection, told), known or {})


def follow(work: Work, told: Told) -> None:
    """Let begin what follows from it, now that the record is as it will be."""
    for _, follower in FOLLOWERS.items():
        follower(work, told)
