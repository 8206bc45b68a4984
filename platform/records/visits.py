"""Stage visits: when a record came into a stage, how, and when it left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, and_, bindparam, delete, or_, select, update

from . import ways
from .engine.among import Among
from .engine.prepared import Prepared
from .engine.rows import NOT_MEASURED, Took, choose, portions, write, write_many
from .tables import event, task
from .tables import stage_visit as visit

TALKED = "contact_logged"


@dataclass(frozen=True, slots=True)
class StageVisit:
    """One stay of a record in a stage; `how`, `reason` and `words` tell how it came in."""

    form: str
    record: int
    pipeline: str
    stage: str
    entered_at: datetime
    outcome: str = "open"
    owner: int | None = None
    due_at: datetime | None = None
    left_at: datetime | None = None
    left_to: str | None = None
    how: str = "entered"
    reason: str | None = None
    words: str | None = None
    actor: int | None = None
    revision: int = 0
    id: int = 0


def enter(connection: Connection, entered: StageVisit) -> int:
    """Keep that a record entered a stage, and return the visit's id."""
    return write(connection, visit, entered)


def enter_many(connection: Connection, entered: Iterable[StageVisit]) -> Sequence[int]:
    """Keep many at once."""
    return write_many(connection, visit, entered)


def leave(
    connection: Connection,
    form: str,
    record: int,
    now: datetime,
    *,
    to: str | None = None,
    took: Took = NOT_MEASURED,
) -> bool:
    """Close the record's current visit; False when it is in no stage."""
    left = update(visit).where(_current(form, (record,))).values(left_at=now, left_to=to, acted=_acted(now), **took)
    return connection.execute(left).rowcount == 1


def leave_many(
    connection: Connection, form: str, records: Iterable[int], now: datetime, *, to: str | None = None
) -> int:
    """Close the current visits of many records, and return how many there were."""
    return sum(
        connection.execute(
            update(visit).where(_current(form, part)).values(left_at=now, left_to=to, acted=_acted(now))
        ).rowcount
        for part in portions(records)
    )


def keep_whether_acted(connection: Connection, stays: Iterable[int]) -> None:
    """Keep of stays that were left at moments of their own whether anything was done in them."""
    for part in portions(stays):
        connection.execute(update(visit).where(visit.c.id.in_(part)).values(acted=_acted(visit.c.left_at)))


def take_back(
    connection: Connection,
    table: Table,
    form: str,
    records: Iterable[int],
    *,
    gone: Iterable[int],
    again: Iterable[int],
) -> None:
    """Forget stays that never should have been, let records be in others again, and keep which way they went so."""
    for part in portions(gone):
        connection.execute(delete(visit).where(visit.c.id.in_(part)))
    never_left = {"left_at": None, "left_to": None, "acted": None}
    for part in portions(again):
        connection.execute(update(visit).where(visit.c.id.in_(part)).values(**never_left))
    ways.keep(connection, table, form, records)


def move_limit(connection: Connection, visit_id: int, due_at: datetime) -> None:
    """Give a visit another time limit."""
    connection.execute(update(visit).where(visit.c.id == visit_id).values(due_at=due_at))


def current(connection: Connection, form: str, record: int) -> StageVisit | None:
    """The visit a record is on now."""
    return current_of_many(connection, form, (record,)).get(record)


def current_of_many(connection: Connection, form: str, records: Iterable[int]) -> dict[int, StageVisit]:
    """The visits that records are on now, by record."""
    return {stay.record: stay for stay in _NOW.read(connection, StageVisit, records, form=form)}


def of_record(connection: Connection, form: str, record: int) -> tuple[StageVisit, ...]:
    """All of a record's visits, in the order of its life."""
    return _OF_ONE.read(connection, StageVisit, form=form, record=record)


def of_many(connection: Connection, form: str, records: Iterable[int]) -> dict[int, list[StageVisit]]:
    """The visits of many records, by record, in the order of their lives."""
    found: dict[int, list[StageVisit]] = {}
    for stay in _OF_MANY.read(connection, StageVisit, records, form=form):
        found.setdefault(stay.record, []).append(stay)
    return found


def _acted(until: ColumnElement | datetime) -> ColumnElement[bool]:
    """Whether somebody was talked to or a task done from when a stay began; what is done later is of another stay."""
    done = select(task.c.id).where(
        task.c.form == visit.c.form, task.c.record == visit.c.record, task.c.state == "done",
        task.c.ended_at >= visit.c.entered_at, task.c.ended_at <= until,
    )  # fmt: skip
    talked = select(event.c.id).where(
        event.c.form == visit.c.form, event.c.record == visit.c.record, event.c.kind == TALKED,
        event.c.at >= visit.c.entered_at, event.c.at <= until,
    )  # fmt: skip
    return or_(done.correlate(visit).exists(), talked.correlate(visit).exists())


def _current(form: str, records: Sequence[int]) -> ColumnElement[bool]:
    return and_(visit.c.form == form, visit.c.record.in_(records), visit.c.left_at.is_(None))


_ALL = choose(visit, StageVisit).where(visit.c.form == bindparam("form")).order_by(visit.c.id)
_OF_ONE = Prepared(_ALL.where(visit.c.record == bindparam("record")))
_OF_MANY = Among(visit.c.record, _ALL)
_NOW = Among(visit.c.record, _ALL.where(visit.c.left_at.is_(None)))
