"""What retention rules will do to which record: planned beforehand, held by whoever knows better, done once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, select, update

from .engine.rows import choose, insert_of, read, read_one, values_of
from .tables.retention import retention_plan

PLANNED, HELD, DONE = "planned", "held", "done"


@dataclass(frozen=True, slots=True)
class Planned:
    """One record, the rule that names it, what it does and when."""

    form: str
    subject: int
    number: str
    rule: str
    do: str
    planned_at: datetime
    due_at: datetime
    state: str = PLANNED
    why: str | None = None
    done_at: datetime | None = None
    actor: int | None = None
    revision: int = 0
    id: int = 0


def plan(connection: Connection, wanted: Iterable[Planned]) -> tuple[Planned, ...]:
    """Keep what will be done; what is planned, held or done already stays. Those that were new."""
    new = []
    for one in wanted:
        statement = insert_of(connection)(retention_plan).values(**values_of(one)).on_conflict_do_nothing()
        if connection.execute(statement.returning(retention_plan.c.id)).first() is not None:
            new.append(one)
    return tuple(new)


def known(form: str, rule: str) -> Select:
    """The records that a rule has been planned for, for a query to leave out."""
    mine = (retention_plan.c.form == form, retention_plan.c.rule == rule)
    return select(retention_plan.c.subject).where(*mine)


def due(connection: Connection, now: datetime, *, limit: int) -> tuple[Planned, ...]:
    """What is to be done now."""
    mine = choose(retention_plan, Planned).where(retention_plan.c.state == PLANNED, retention_plan.c.due_at <= now)
    order = (retention_plan.c.due_at, retention_plan.c.id)
    return read(connection, Planned, mine.order_by(*order).limit(limit).with_for_update(skip_locked=True))


def coming(connection: Connection, form: str, seen: Select, *, limit: int = 200) -> tuple[Planned, ...]:
    """What is planned or held for the `seen` records, the next first."""
    theirs = (retention_plan.c.form == form, retention_plan.c.state != DONE, retention_plan.c.subject.in_(seen))
    mine = choose(retention_plan, Planned).where(*theirs)
    return read(connection, Planned, mine.order_by(retention_plan.c.due_at, retention_plan.c.id).limit(limit))


def get(connection: Connection, id: int) -> Planned | None:
    """One of them."""
    return read_one(connection, Planned, choose(retention_plan, Planned).where(retention_plan.c.id == id))


def change(connection: Connection, id: int, **values: Any) -> None:
    """Keep that it is held, planned again, or done."""
    connection.execute(update(retention_plan).where(retention_plan.c.id == id).values(**values))


def drop(connection: Connection, id: int) -> None:
    """Forget a plan whose reason is gone."""
    connection.execute(delete(retention_plan).where(retention_plan.c.id == id))
