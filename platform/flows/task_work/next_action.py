"""The record's own memory of what is next: `next_task` and `next_due_at`, true after every change of its tasks."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Table

from accounts import Work
from forms import table_of
from records import TaskRow, store, tasks

from ..clocks.rhythm import has_rhythm, settle
from ..happenings import NOTHING, Told, follow


def refresh(work: Work, form: str, table: Table, record: int, *, since: datetime | None = None, **more: Any) -> None:
    """Look up the next open task and keep it on the record, with whatever else changes; what follows from it begins."""
    told = refresh_on_the_way(work, form, table, record, since=since, **more)
    if told.events:
        follow(work, told)


def refresh_on_the_way(
    work: Work, form: str, table: Table, record: int, *, since: datetime | None = None, **more: Any
) -> Told:
    """The same for a verb that does more to the record: what follows from it begins when the verb is done.

    The follow-up of a rhythm depends on all of that, and is brought in line first.
    """
    told = NOTHING
    if has_rhythm(work.catalog, form):
        if more:
            store.update_unversioned(work.connection, table, record, more)
        told = settle(work, form, [record], since=since)
    first = tasks.next_of(work.connection, form, record)
    columns = {
        "next_task": first.task if first else None,
        "next_due_at": first.due_at if first else None,
        "updated_at": work.now,
    }
    store.update_unversioned(work.connection, table, record, {**columns, **more})
    return told


def refresh_many(work: Work, form: str, records: Collection[int]) -> None:
    """The same for many records whose tasks got other limits."""
    found = tasks.open_of_many(work.connection, form, records)
    rows = []
    for record in dict.fromkeys(records):
        first = min(found.get(record, ()), key=_place, default=None)
        rows.append(
            {"id": record, "next_task": first.task if first else None, "next_due_at": first.due_at if first else None}
        )
    store.update_many(work.connection, table_of(work.catalog, form), rows)


def _place(task: TaskRow) -> tuple[bool, float, int]:
    """In the order in which `tasks.next_of` looks."""
    return (task.due_at is None, task.due_at.timestamp() if task.due_at else 0, task.id)
