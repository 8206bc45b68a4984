"""Watching a record: hearing what becomes of it, as long as one may see it."""

from __future__ import annotations

from accounts import Work, people
from definitions import AlreadyDone, NotAllowed
from records import watchers

from ..subject import look


def watch(work: Work, form_id: str, record: int) -> None:
    """From now on the actor hears what becomes of the record."""
    look(work, form_id, record)
    if work.actor.person_id is None:
        raise NotAllowed("talk.refused.nobody")
    if not watchers.add(work.connection, form_id, record, work.actor.person_id, work.now):
        raise AlreadyDone("talk.refused.watches")


def unwatch(work: Work, form_id: str, record: int) -> None:
    """And from now on no more."""
    look(work, form_id, record)
    if not watchers.end(work.connection, form_id, record, work.actor.person_id or 0):
        raise AlreadyDone("talk.refused.watches_not")


def watchers_of(work: Work, form_id: str, record: int) -> dict[int, str]:
    """Who watches a record, by name, in the order in which they began."""
    watching = watchers.of_record(work.connection, form_id, record)
    names = people.names(work.connection, watching)
    return {id: names[id] for id in watching if id in names}
