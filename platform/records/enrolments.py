"""Enrolments in cadences: entered once, moved on step by step, ended with a reason; and what was done in each step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, literal_column, select, update

from .engine.among import Among, one_of
from .engine.rows import choose, insert_of, portions, read, read_one, values_of, write_or_change
from .tables.cadence import enrolment, enrolment_step

ACTIVE, PAUSED, FINISHED, STOPPED, RIPE, FAILED = "active", "paused", "finished", "stopped", "ripe", "failed"
STATES = (ACTIVE, PAUSED, FINISHED, STOPPED, RIPE, FAILED)
UNDER_WAY = (ACTIVE, PAUSED)


@dataclass(frozen=True, slots=True)
class EnrolmentRow:
    """One record in one cadence: since when and why, which step comes next and when."""

    cadence: str
    form: str
    record: int
    key: str | None
    state: str
    step: str | None
    why: dict[str, Any]
    entered_at: datetime
    turn: int = 0
    waits_for: int | None = None
    reason: dict[str, Any] | None = None
    error: str | None = None
    attempts: int = 0
    revision: int = 0
    entered_by: int | None = None
    next_at: datetime | None = None
    paused_at: datetime | None = None
    ended_at: datetime | None = None
    id: int = 0

    @property
    def is_under_way(self) -> bool:
        """Whether it goes on by itself, or when somebody lets it."""
        return self.state in UNDER_WAY


@dataclass(frozen=True, slots=True)
class EnrolmentStep:
    """One step that was taken: which, what came of it."""

    enrolment: int
    turn: int
    cadence: str
    form: str
    record: int
    step: str
    action: str
    state: str
    at: datetime
    owner: int | None = None
    said: dict[str, Any] | None = None
    result: dict[str, Any] | None = None
    error: str | None = None
    id: int = 0


def enter(connection: Connection, new: EnrolmentRow) -> int | None:
    """Write an enrolment; None where its key is under way already."""
    insert = insert_of(connection)(enrolment).values(**values_of(new))
    written = insert.on_conflict_do_nothing(index_elements=["key"]).returning(literal_column("id"))
    return connection.execute(written).scalar()


def get(connection: Connection, id: int) -> EnrolmentRow | None:
    """One enrolment."""
    return read_one(connection, EnrolmentRow, choose(enrolment, EnrolmentRow).where(enrolment.c.id == id))


def lock(connection: Connection, id: int) -> EnrolmentRow | None:
    """The same, held until the transaction ends."""
    mine = choose(enrolment, EnrolmentRow).where(enrolment.c.id == id)
    return read_one(connection, EnrolmentRow, mine.with_for_update())


def change(connection: Connection, id: int, **changes: Any) -> None:
    """Set columns of an enrolment."""
    connection.execute(update(enrolment).where(enrolment.c.id == id).values(**changes))


def under_way(connection: Connection, form: str, records: Iterable[int]) -> tuple[EnrolmentRow, ...]:
    """What is under way for these records, held until the transaction ends."""
    return tuple(_UNDER_WAY.read(connection, EnrolmentRow, sorted(set(records)), form=form))


def of_record(connection: Connection, form: str, record: int) -> tuple[EnrolmentRow, ...]:
    """All enrolments a record ever had, the newest first."""
    theirs = choose(enrolment, EnrolmentRow).where(enrolment.c.form == form, enrolment.c.record == record)
    return read(connection, EnrolmentRow, theirs.order_by(enrolment.c.id.desc()))


def latest_ends(connection: Connection, cadence: str, form: str, records: Iterable[int]) -> dict[int, datetime]:
    """When each of these records was in a cadence last; one that is in it now counts as now being its entry."""
    found: dict[int, datetime] = {}
    last = func.max(func.coalesce(enrolment.c.ended_at, enrolment.c.entered_at))
    for part in portions(sorted(set(records))):
        theirs = and_(enrolment.c.cadence == cadence, enrolment.c.form == form, enrolment.c.record.in_(part))
        query = select(enrolment.c.record, last).where(theirs).group_by(enrolment.c.record)
        found.update(tuple(row) for row in connection.execute(query))
    return found


def listing(
    connection: Connection, cadence: str, *, states: Sequence[str] = (), before: int | None = None, limit: int = 50
) -> tuple[EnrolmentRow, ...]:
    """A cadence's enrolments, the newest first."""
    query = choose(enrolment, EnrolmentRow).where(enrolment.c.cadence == cadence)
    query = query.where(enrolment.c.state.in_(states)) if states else query
    query = query.where(enrolment.c.id < before) if before is not None else query
    return read(connection, EnrolmentRow, query.order_by(enrolment.c.id.desc()).limit(limit))


def tallies(connection: Connection) -> dict[tuple[str, str], int]:
    """How many enrolments of each cadence are in each state."""
    query = select(enrolment.c.cadence, enrolment.c.state, func.count())
    rows = connection.execute(query.group_by(enrolment.c.cadence, enrolment.c.state))
    return {(cadence, state): count for cadence, state, count in rows}


def standing(connection: Connection, cadence: str) -> dict[str, int]:
    """How many of a cadence's enrolments that are under way wait before each step."""
    mine = and_(enrolment.c.cadence == cadence, enrolment.c.state.in_(UNDER_WAY))
    rows = connection.execute(select(enrolment.c.step, func.count()).where(mine).group_by(enrolment.c.step))
    return {step: count for step, count in rows if step is not None}


def keep_step(connection: Connection, step: EnrolmentStep) -> None:
    """Write down what came of a step; taken again after a failure, it replaces what came of it before."""
    values = values_of(step)
    changes = {name: values[name] for name in ("step", "action", "state", "said", "result", "error", "at")}
    write_or_change(connection, enrolment_step, values, key=("enrolment", "turn"), changes=changes)


def steps_of(connection: Connection, id: int, *, limit: int = 200) -> tuple[EnrolmentStep, ...]:
    """The steps that an enrolment took, in order."""
    theirs = choose(enrolment_step, EnrolmentStep).where(enrolment_step.c.enrolment == id)
    return read(connection, EnrolmentStep, theirs.order_by(enrolment_step.c.turn).limit(limit))


def taken(connection: Connection, id: int, step: str) -> int:
    """How often an enrolment took a step."""
    mine = and_(enrolment_step.c.enrolment == id, enrolment_step.c.step == step)
    return connection.execute(select(func.count()).select_from(enrolment_step).where(mine)).scalar_one()


def nth_newest(
    connection: Connection,
    n: int,
    actions: Iterable[str],
    since: datetime,
    *,
    cadence: str | None = None,
    form: str | None = None,
    record: int | None = None,
    owner: int | None = None,
) -> datetime | None:
    """When the n-th newest step of these actions was done, of those since a moment; None where there were fewer."""
    step = enrolment_step.c
    which = [step.action.in_(tuple(actions)), step.state == "done", step.at > since]
    for column, value in ((step.cadence, cadence), (step.form, form), (step.record, record), (step.owner, owner)):
        which += [column == value] if value is not None else []
    query = select(step.at).where(*which).order_by(step.at.desc()).offset(n - 1).limit(1)
    return connection.execute(query).scalar()


_UNDER_WAY = Among(
    enrolment.c.record,
    choose(enrolment, EnrolmentRow)
    .where(enrolment.c.form == bindparam("form"), one_of(enrolment.c.state, UNDER_WAY))
    .order_by(enrolment.c.id)
    .with_for_update(),
)
