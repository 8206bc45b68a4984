"""The rows that a person's day is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, and_, case, false, func, or_, select

from accounts import Work
from definitions import Catalog
from forms import table_of
from records import TaskRow, store, tables


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


def waiting_for_acceptance(work: Work, form: str, most: int) -> list[Row[Any]]:
    """Records that were given to the actor and wait for a yes or no."""
    table = table_of(work.catalog, form)
    mine = select(table).where(_mine(work, table), _waits(table)).order_by(table.c.accept_by)
    return list(work.connection.execute(mine.limit(most)))


def without_next_step(work: Work, form: str, most: int) -> list[Row[Any]]:
    """The actor's open records of which nothing is left to do: they would be forgotten."""
    table = table_of(work.catalog, form)
    mine = select(table).where(_mine(work, table), _is_forgotten(table)).order_by(table.c.last_contact_at)
    return list(work.connection.execute(mine.limit(most)))


def count_of_records(work: Work, form: str) -> int:
    """How many of both there are."""
    table = table_of(work.catalog, form)
    both = func.count(case((_waits(table), 1))) + func.count(case((_is_forgotten(table), 1)))
    return work.connection.execute(select(both).where(_mine(work, table))).scalar_one()


def is_there(work: Work) -> ColumnElement[bool]:
    """Of tasks: that their record is of a published form, and not in the trash."""
    return work.catalog.derived("records of tasks", lambda: or_(false(), *_there(work.catalog)))


def _there(catalog: Catalog) -> Iterator[ColumnElement[bool]]:
    task = tables.task.c
    for form in catalog.all("form"):
        c = table_of(catalog, form.id).c
        theirs = select(c.id).where(c.id == task.record, c.trashed_at.is_(None))
        yield and_(task.form == form.id, theirs.correlate(tables.task).exists())


def _mine(work: Work, table: Table) -> ColumnElement[bool]:
    c = table.c
    return and_(c.owner == work.actor.person_id, c.outcome == "open", c.trashed_at.is_(None))


def _waits(table: Table) -> ColumnElement[bool]:
    return and_(table.c.accept_by.is_not(None), table.c.accepted_at.is_(None))


def _is_forgotten(table: Table) -> ColumnElement[bool]:
    return and_(table.c.next_task.is_(None), table.c.stage.is_not(None))
