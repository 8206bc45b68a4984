"""Putting a record out of sight, and taking it back as it was: nothing is ever deleted."""

from __future__ import annotations

from sqlalchemy import select

from accounts import Work, require, seen
from definitions import AlreadyDone, NotFound, Refused
from forms import table_of
from records import duplicates, store, timers

from .happenings import event, happened
from .subject import take


def trash(work: Work, form_id: str, record: int) -> None:
    """Nobody sees it any more, its tasks rest, and its clocks stand still."""
    subject = take(work, form_id, record)
    require(work, "trash", form_id)
    store.update_unversioned(work.connection, subject.table, record, {"trashed_at": work.now, "updated_at": work.now})
    timers.pause(work.connection, form_id, record, work.now)
    happened(work, event(work, form_id, record, "trashed"))


def restore(work: Work, form_id: str, record: int) -> None:
    """Back where it was; its clocks run on, each as much later as they stood still."""
    require(work, "trash", form_id)
    table = table_of(work.catalog, form_id)
    mine = select(table).where(table.c.id == record, seen(work.actor, form_id, table))
    row = work.connection.execute(mine.with_for_update()).first()
    if row is None:
        raise NotFound()
    if row.trashed_at is None:
        raise AlreadyDone("flows.refused.not_trashed", number=row.number)
    if duplicates.merge_of(work.connection, form_id, record) is not None:
        raise Refused("flows.refused.merged_away", number=row.number)
    store.update_unversioned(work.connection, table, record, {"trashed_at": None, "updated_at": work.now})
    timers.resume(work.connection, form_id, record, work.now)
    happened(work, event(work, form_id, record, "restored"))
