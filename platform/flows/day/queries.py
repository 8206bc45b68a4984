"""The rows that a person's day is made of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, select

from accounts import Work
from forms import table_of
from records import TaskRow, store

MOST = 200


def records_of(work: Work, rows: Iterable[TaskRow]) -> dict[tuple[str, int], Row[Any]]:
    """The records that tasks belong to, one query for each form; what was trashed or unpublished is left out."""
    wanted: dict[str, set[int]] = {}
    for row in rows:
        wanted.setdefault(row.form, set()).add(row.record)
    found: dict[tuple[str, int], Row[Any]] = {}
    for form, ids in wanted.items():
        if work.catalog.find("form", form) is None:
            continue
        for id, row in store.fetch_many(work.connection, table_of(work.catalog, form), ids).items():
            if row.trashed_at is None:
                found[form, id] = row
    return found


def waiting_for_acceptance(work: Work, form: str) -> list[Row[Any]]:
    """Records that were given to the actor and wait for a yes or no."""
    table = table_of(work.catalog, form)
    mine = select(table).where(
        table.c.owner == work.actor.person_id,
        table.c.accept_by.is_not(None),
        table.c.accepted_at.is_(None),
        table.c.outcome == "open",
        table.c.trashed_at.is_(None),
    )
    return list(work.connection.execute(mine.order_by(table.c.accept_by).limit(MOST)))


def without_next_step(work: Work, form: str) -> list[Row[Any]]:
    """The actor's open records of which nothing is left to do: they would be forgotten."""
    table = table_of(work.catalog, form)
    mine = select(table).where(
        table.c.owner == work.actor.person_id,
        table.c.outcome == "open",
        table.c.next_task.is_(None),
        table.c.stage.is_not(None),
        table.c.trashed_at.is_(None),
    )
    return list(work.connection.execute(mine.order_by(table.c.last_contact_at).limit(MOST)))
