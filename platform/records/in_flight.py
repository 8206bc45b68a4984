"""What became of records when the pipeline they were on changed: one act for a stage, one step for a record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, and_, delete, func, select, update

from .engine.bulk import update_many
from .engine.rows import choose, portions, read, read_one, write, write_many
from .tables import stage_visit, task, timer
from .tables.in_flight import in_flight, in_flight_step
from .tasks import TaskRow


@dataclass(frozen=True, slots=True)
class InFlightRow:
    """One act: what was decided about the records of a stage."""

    revision: int
    from_revision: int
    form: str
    pipeline: str
    stage: str
    choice: str
    at: datetime
    target: str | None = None
    tasks: dict[str, str | None] = field(default_factory=dict)
    records: int = 0
    actor: int | None = None
    undone_at: datetime | None = None
    undone_by: int | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class InFlightStep:
    """One record that an act moved, with all it takes to put it back."""

    act: int
    record: int
    visit: int
    came_to: int
    tasks: list[dict[str, Any]]
    timers: list[str]
    id: int = 0


def begin(connection: Connection, new: InFlightRow) -> int:
    """Keep an act and return its id."""
    return write(connection, in_flight, new)


def count(connection: Connection, act: int, records: int) -> None:
    """Keep how many records it is about."""
    connection.execute(update(in_flight).where(in_flight.c.id == act).values(records=records))


def get(connection: Connection, act: int) -> InFlightRow | None:
    """One act."""
    return read_one(connection, InFlightRow, choose(in_flight, InFlightRow).where(in_flight.c.id == act))


def listing(connection: Connection, *, since: int = 0, limit: int = 200) -> tuple[InFlightRow, ...]:
    """Acts of revisions after one, the newest first."""
    query = choose(in_flight, InFlightRow).where(in_flight.c.revision > since)
    return read(connection, InFlightRow, query.order_by(in_flight.c.id.desc()).limit(limit))


def add_steps(connection: Connection, new: Iterable[InFlightStep]) -> Sequence[int]:
    """Keep what an act changed."""
    return write_many(connection, in_flight_step, new)


def steps_of(connection: Connection, act: int, *, after: int = 0, limit: int = 500) -> tuple[InFlightStep, ...]:
    """The steps of an act, in their order."""
    mine = and_(in_flight_step.c.act == act, in_flight_step.c.id > after)
    query = choose(in_flight_step, InFlightStep).where(mine)
    return read(connection, InFlightStep, query.order_by(in_flight_step.c.id).limit(limit))


def returning(connection: Connection, since: int) -> list[tuple[str, str, str, int]]:
    """(pipeline, stage, target, records) of what would go back if the acts of later revisions were undone."""
    joined = in_flight_step.join(in_flight, in_flight.c.id == in_flight_step.c.act).join(
        stage_visit, stage_visit.c.id == in_flight_step.c.came_to
    )
    place = (in_flight.c.pipeline, in_flight.c.stage, in_flight.c.target)
    here = (in_flight.c.revision > since, in_flight.c.undone_at.is_(None), stage_visit.c.left_at.is_(None))
    counted = select(*place, func.count()).select_from(joined).where(*here).group_by(*place)
    return [tuple(row) for row in connection.execute(counted)]


def take_back(connection: Connection, act: int, now: datetime, *, by: int | None) -> bool:
    """Mark an act as undone; False when it was before."""
    first = and_(in_flight.c.id == act, in_flight.c.undone_at.is_(None))
    changed = update(in_flight).where(first).values(undone_at=now, undone_by=by)
    return connection.execute(changed).rowcount == 1


def standing(connection: Connection, table: Table, pipeline: str, stage: str, *, after: int, limit: int) -> list[int]:
    """The records in a stage that come after an id."""
    there = and_(table.c.pipeline == pipeline, table.c.stage == stage, table.c.trashed_at.is_(None))
    theirs = and_(there, table.c.id > after)
    return list(connection.scalars(select(table.c.id).where(theirs).order_by(table.c.id).limit(limit)))


def change_tasks(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Give many tasks another name, place or state; each row names its `id`, and all set the same."""
    update_many(connection, task, rows)


def stop_timers(connection: Connection, keys: Iterable[str], now: datetime) -> None:
    """Stop timers by their keys."""
    _set_timers(connection, keys, cancelled_at=now, lease_until=None)


def revive_timers(connection: Connection, keys: Iterable[str]) -> None:
    """Let timers that an act stopped run on as if it had not."""
    _set_timers(connection, keys, cancelled_at=None, lease_until=None)


def forget_timers(connection: Connection, form: str, stays: dict[int, int], kinds: Sequence[str]) -> None:
    """Take out the timers of such stays; `stays` is a stay by record, whose number somebody else may get."""
    for part in portions(stays):
        theirs = and_(timer.c.form == form, timer.c.record.in_(part), timer.c.kind.in_(tuple(kinds)))
        found = connection.execute(select(timer.c.id, timer.c.record, timer.c.key).where(theirs)).all()
        gone = [id for id, record, key in found if str(stays[record]) in key.split(":")[3:4]]
        connection.execute(delete(timer).where(timer.c.id.in_(gone)))


def tasks_in(connection: Connection, visits: Iterable[int]) -> tuple[TaskRow, ...]:
    """Every task of some stays, whatever became of it."""
    parts = (choose(task, TaskRow).where(task.c.visit.in_(part)).order_by(task.c.id) for part in portions(visits))
    return tuple(row for query in parts for row in read(connection, TaskRow, query))


def _set_timers(connection: Connection, keys: Iterable[str], **values: Any) -> None:
    for part in portions(keys):
        theirs = and_(timer.c.key.in_(part), timer.c.fired_at.is_(None))
        connection.execute(update(timer).where(theirs).values(**values))
