"""The record's own memory of what is next: `next_task` and `next_due_at`, true after every change of its tasks."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table

from accounts import Work
from records import store, tasks


def refresh(work: Work, form: str, table: Table, record: int, **more: Any) -> None:
    """Look up the next open task and keep it on the record, with whatever else changes."""
    first = tasks.next_of(work.connection, form, record)
    columns = {
        "next_task": first.task if first else None,
        "next_due_at": first.due_at if first else None,
        "updated_at": work.now,
    }
    store.update_unversioned(work.connection, table, record, {**columns, **more})
