"""Runs of automations and their steps: begun with their cause, ended once, kept for whoever asks what was done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, delete, func, literal_column, select, update

from .engine.rows import choose, insert_of, portions, read, read_one, values_of, write_many, write_or_change
from .tables.automation import automation_clock, automation_pause, automation_run, automation_step

WAITING, DONE, FAILED, STOPPED, HELD, DROPPED = "waiting", "done", "failed", "stopped", "held", "dropped"
STATES = (WAITING, DONE, FAILED, STOPPED, HELD, DROPPED)
ENDED = (DONE, STOPPED, DROPPED)


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run: of which automation, for which record, started by what, and what became of it."""

    automation: str
    form: str
    record: int
    key: str
    state: str
    occasion: dict[str, Any]
    started_at: datetime
    branch: str = "do"
    given: dict[str, Any] | None = None
    seen: dict[str, Any] | None = None
    depth: int = 1
    parent: int | None = None
    replay_of: int | None = None
    revision: int = 0
    attempts: int = 0
    reason: dict[str, Any] | None = None
    error: str | None = None
    next_at: datetime | None = None
    ended_at: datetime | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of a run: what it was to do, with what, and what came of it."""

    run: int
    place: int
    action: str
    state: str
    at: datetime
    input: dict[str, Any] = field(default_factory=dict)
    said: dict[str, Any] | None = None
    result: dict[str, Any] | None = None
    error: str | None = None
    attempts: int = 1
    id: int = 0


@dataclass(frozen=True, slots=True)
class Pause:
    """That an automation rests, since when, by whom and why."""

    automation: str
    at: datetime
    by: int | None = None
    words: str | None = None


def begin_many(connection: Connection, new: Iterable[RunRow]) -> Sequence[int]:
    """Write runs whose keys nobody can have had yet, and return their ids."""
    return write_many(connection, automation_run, new)


def begin(connection: Connection, new: RunRow) -> int | None:
    """Write a run unless one has its key; its id, or None."""
    insert = insert_of(connection)(automation_run).values(**values_of(new))
    written = insert.on_conflict_do_nothing(index_elements=["key"]).returning(literal_column("id"))
    return connection.execute(written).scalar()


def get(connection: Connection, run: int) -> RunRow | None:
    """One run."""
    return read_one(connection, RunRow, choose(automation_run, RunRow).where(automation_run.c.id == run))


def lock(connection: Connection, run: int) -> RunRow | None:
    """The same, held until the transaction ends."""
    mine = choose(automation_run, RunRow).where(automation_run.c.id == run)
    return read_one(connection, RunRow, mine.with_for_update())


def lock_held(connection: Connection, automation: str) -> tuple[RunRow, ...]:
    """The runs of an automation that are held, in the order in which they began."""
    run = automation_run.c
    held = choose(automation_run, RunRow).where(run.automation == automation, run.state == HELD)
    return read(connection, RunRow, held.order_by(run.id).with_for_update())


def change(connection: Connection, run: int, **changes: Any) -> None:
    """Set columns of a run."""
    connection.execute(update(automation_run).where(automation_run.c.id == run).values(**changes))


def keep_step(connection: Connection, step: StepRow) -> None:
    """Write down what came of a step; tried again, it replaces what came of it before."""
    values = values_of(step)
    changes = {name: values[name] for name in ("action", "state", "input", "said", "result", "error", "at")}
    changes["attempts"] = automation_step.c.attempts + 1
    write_or_change(connection, automation_step, values, key=("run", "place"), changes=changes)


def steps_of(connection: Connection, run: int) -> tuple[StepRow, ...]:
    """A run's steps, in order."""
    theirs = choose(automation_step, StepRow).where(automation_step.c.run == run)
    return read(connection, StepRow, theirs.order_by(automation_step.c.place))


def children_of(connection: Connection, run: int) -> tuple[RunRow, ...]:
    """The runs that this one led to."""
    theirs = choose(automation_run, RunRow).where(automation_run.c.parent == run)
    return read(connection, RunRow, theirs.order_by(automation_run.c.id))


def counts_since(
    connection: Connection, automations: Iterable[str], records: Iterable[int], since: datetime
) -> dict[tuple[str, int], int]:
    """How often each of these automations began for each of these records."""
    run, names, found = automation_run.c, sorted(set(automations)), {}
    for part in portions(sorted(set(records))):
        theirs = and_(run.automation.in_(names), run.record.in_(part), run.started_at >= since)
        query = select(run.automation, run.record, func.count()).where(theirs).group_by(run.automation, run.record)
        found.update({(name, record): count for name, record, count in connection.execute(query)})
    return found


def listing(
    connection: Connection,
    *,
    automation: str | None = None,
    states: Iterable[str] = (),
    form: str | None = None,
    record: int | None = None,
    before: int | None = None,
    limit: int = 50,
) -> tuple[RunRow, ...]:
    """Runs, the newest first; `before` is the id from which an earlier page goes on."""
    query = _filtered(choose(automation_run, RunRow), automation, tuple(states), form, record)
    if before is not None:
        query = query.where(automation_run.c.id < before)
    return read(connection, RunRow, query.order_by(automation_run.c.id.desc()).limit(limit))


def tallies(connection: Connection, since: datetime) -> dict[tuple[str, str], int]:
    """How many runs of each automation are in each state: of ended ones those since a moment, else all."""
    run = automation_run.c
    counted = and_(run.state.in_(ENDED), run.started_at >= since) | run.state.not_in(ENDED)
    query = select(run.automation, run.state, func.count()).where(counted).group_by(run.automation, run.state)
    return {(name, state): count for name, state, count in connection.execute(query)}


def pauses(connection: Connection) -> dict[str, Pause]:
    """Every automation that rests, by its id."""
    return {row.automation: row for row in read(connection, Pause, choose(automation_pause, Pause))}


def pause(connection: Connection, one: Pause) -> None:
    """Let an automation rest; one that rests already keeps the first reason."""
    insert = insert_of(connection)(automation_pause).values(**values_of(one))
    connection.execute(insert.on_conflict_do_nothing(index_elements=["automation"]))


def resume(connection: Connection, automation: str) -> bool:
    """Let it work again; False when it did not rest."""
    gone = delete(automation_pause).where(automation_pause.c.automation == automation)
    return connection.execute(gone).rowcount == 1


def clocks(connection: Connection) -> dict[str, datetime]:
    """Until when each automation's clock has looked."""
    return dict(connection.execute(select(automation_clock.c.automation, automation_clock.c.looked_until)).all())


def lock_clock(connection: Connection, automation: str) -> datetime | None:
    """The same of one, held until the transaction ends; None when it never looked."""
    mine = select(automation_clock.c.looked_until).where(automation_clock.c.automation == automation)
    return connection.execute(mine.with_for_update()).scalar()


def set_clock(connection: Connection, automation: str, until: datetime) -> None:
    """It has looked until this moment."""
    values = {"automation": automation, "looked_until": until}
    changes = {"looked_until": until}
    write_or_change(connection, automation_clock, values, key=("automation",), changes=changes)


def forget_ended(connection: Connection, before: datetime, *, most: int = 5000) -> int:
    """Remove runs that ended well before a moment, with their steps; what failed or is held stays."""
    run = automation_run.c
    old = select(run.id).where(run.state.in_(ENDED), run.ended_at < before).order_by(run.id).limit(most)
    ids = list(connection.scalars(old))
    for part in portions(ids):
        connection.execute(delete(automation_step).where(automation_step.c.run.in_(part)))
        connection.execute(delete(automation_run).where(run.id.in_(part)))
    return len(ids)


def _filtered(
    query: Select, automation: str | None, states: tuple[str, ...], form: str | None, record: int | None
) -> Select:
    run = automation_run.c
    wanted = {run.automation: automation, run.form: form, run.record: record}
    for column, value in wanted.items():
        query = query if value is None else query.where(column == value)
    return query.where(run.state.in_(states)) if states else query
