"""What happened to records, told in one place, so that whatever follows from it can begin in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from accounts import Work
from records import Event, events


def event(work: Work, form: str, record: int, kind: str, **data: Any) -> Event:
    """Something that happened now, by whoever acts."""
    return Event(form, record, kind, work.now, work.actor.person_id, data, work.catalog.revision)


def happened(work: Work, *told: Event) -> None:
    """Add to the history what just happened to one record or to several, in this order."""
    happened_to_many(work, told)


def happened_to_many(work: Work, told: Sequence[Event]) -> None:
    """The same for a batch, in one statement."""
    events.append_many(work.connection, told)
