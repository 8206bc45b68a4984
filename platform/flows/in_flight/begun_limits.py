"""Limits that begin for records in flight, counted from where each stay and task began, and limits that are gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from accounts import Work
from definitions import Duration
from forms import table_of
from records import StageVisit, TaskRow, Timer, store, tables, timers

from ..crew import Crew
from ..pipelines import Stage
from ..stage_moves.entering import STAGE_LIMIT, stage_timers, task_timers
from ..stage_moves.entry import PlannedTask
from ..task_work.giving import Given

TASK_LIMIT = "task_overdue"
STAY = 0  # stands for the stay itself, where tasks go by their ids


@dataclass(frozen=True)
class Held:
    """A record that stays where it stands: its stay, its tasks there, whose it is, and since when its clocks stand."""

    stay: StageVisit
    rows: Sequence[TaskRow]
    owner: int | None = None
    paused_at: datetime | None = None


def begin_limits(
    work: Work, stage: Stage, fresh: Mapping[str | None, Duration], held: Mapping[int, Held], *, form: str, crew: Crew
) -> list[tuple[int, int]]:
    """Start them, by task and for the stay (None); returns the record and the task, or STAY, of each."""
    started, shown, found = [], {tables.task: [], tables.stage_visit: [], table_of(work.catalog, form): []}, []
    for record, one in held.items() if fresh else ():
        for clock in _begun(work, stage, fresh, one, form=form, record=record, crew=crew):
            found.append((record, clock.of))
            started += [replace(timer, paused_at=_stands(one, clock)) for timer in clock.timers]
            if one.paused_at is None:
                _show(shown, form, record, clock, one, work)
    timers.start_many(work.connection, started)
    for table, rows in shown.items():
        store.update_many(work.connection, table, rows)
    return found


def forget_limits(work: Work, form: str, gone: Sequence[Timer]) -> None:
    """What showed such a limit shows none."""
    rows = [{"id": timer.data["ref"], "due_at": None} for timer in gone if timer.kind == TASK_LIMIT]
    stays = [timer for timer in gone if timer.kind == STAGE_LIMIT]
    store.update_many(work.connection, tables.task, rows)
    store.update_many(work.connection, tables.stage_visit, [{"id": one.data["ref"], "due_at": None} for one in stays])
    own = [{"id": one.record, "stage_due_at": None} for one in stays]
    store.update_many(work.connection, table_of(work.catalog, form), own)


@dataclass(frozen=True)
class _Clock:
    """One limit that begins: whose, since when it counts, until when, and its timers."""

    of: int
    since: datetime
    limit: datetime
    timers: tuple[Timer, ...]


def _begun(
    work: Work, stage: Stage, fresh: Mapping[str | None, Duration], one: Held, *, form: str, record: int, crew: Crew
) -> Iterator[_Clock]:
    if None in fresh:
        since = one.stay.entered_at
        limit = crew.calendar(one.owner).add(since, fresh[None])
        where = {"visit": one.stay.id, "owner": one.owner, "due_at": limit, "crew": crew, "now": work.now}
        found = stage_timers(form, record, stage, **where)
        yield _Clock(STAY, since, limit, tuple(replace(timer, counted_from=since) for timer in found))
    for row in one.rows:
        if row.task in fresh and row.state == "open" and row.due_at is None:
            limit = crew.calendar(row.assignee).add(row.opened_at, fresh[row.task])
            planned = PlannedTask(stage.task(row.task), Given(row.assignee), limit, counted_from=row.opened_at)
            found = task_timers(form, record, row.id, planned, crew=crew, now=work.now)
            yield _Clock(row.id, row.opened_at, limit, tuple(found))


def _stands(one: Held, clock: _Clock) -> datetime | None:
    """From when it stands still: what began in a pause has all of its time left."""
    return max(one.paused_at, clock.since) if one.paused_at is not None else None


def _show(shown: dict, form: str, record: int, clock: _Clock, one: Held, work: Work) -> None:
    if clock.of != STAY:
        shown[tables.task].append({"id": clock.of, "due_at": clock.limit})
        return
    shown[tables.stage_visit].append({"id": one.stay.id, "due_at": clock.limit})
    shown[table_of(work.catalog, form)].append({"id": record, "stage_due_at": clock.limit})
