"""Taking a migration back: what has not moved since stands again where it stood, with its tasks and its time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accounts import Work
from definitions import AlreadyDone, NotFound, Refused
from forms import table_of
from records import Event, InFlightRow, InFlightStep, StageVisit, TaskRow, in_flight, store, tasks, timers, visits

from ..happenings import event, remember
from ..pausing import hold_what_began
from ..subject import look_many
from .answers import MIGRATE
from .begun_limits import STAY
from .limits import limits_back
from .migrating import CHANGED, MIGRATED, OF_STAY, look_again


@dataclass(frozen=True)
class Undone:
    """How many records went back, and how many had moved on since and stay where they are."""

    back: int
    left: int


def undo(work: Work, act_id: int) -> Undone:
    """Take one act back."""
    act = in_flight.get(work.connection, act_id)
    if act is None:
        raise NotFound()
    if act.choice != MIGRATE:
        raise Refused("in_flight.refused.moved_nobody")
    pipeline = work.catalog.find("pipeline", act.pipeline)
    if pipeline is None or pipeline.stage(act.stage) is None:
        raise Refused("in_flight.refused.too_old", stage=act.stage)
    if not in_flight.take_back(work.connection, act.id, work.now, by=work.actor.person_id):
        raise AlreadyDone("in_flight.refused.undone_before")
    back = left = after = 0
    while steps := in_flight.steps_of(work.connection, act.id, after=after):
        after, done = steps[-1].id, _portion(work, act, steps)
        back, left = back + done, left + len(steps) - done
    return Undone(back, left)


def undo_since(work: Work, revision: int) -> None:
    """Take back what later revisions migrated, the newest first: an older one is published again."""
    for act in in_flight.listing(work.connection, since=revision):
        pipeline = work.catalog.find("pipeline", act.pipeline)
        if act.choice == MIGRATE and act.undone_at is None and pipeline and pipeline.stage(act.stage):
            undo(work, act.id)


def _portion(work: Work, act: InFlightRow, steps: Sequence[InFlightStep]) -> int:
    table, ids = table_of(work.catalog, act.form), [step.record for step in steps]
    rows = store.fetch_many(work.connection, table, ids, lock=True)
    now = visits.current_of_many(work.connection, act.form, ids)
    mine = [step for step in steps if step.record in now and now[step.record].id == step.came_to]
    back = {step.record: step for step in mine}
    _tasks_back(work, act, back)
    if any(step.came_to != step.visit for step in mine):
        _stays_back(work, act, back)
    in_flight.revive_timers(work.connection, [key for step in mine for key in step.timers])
    paused = {id for id in back if rows[id].paused_at is not None}
    limits_back(work, act.form, mine, visits.current_of_many(work.connection, act.form, back), paused)
    for subject in look_many(work.as_system(), act.form, paused).values():
        hold_what_began(work, subject)
    look_again(work, act.form, list(back))
    remember(work, [_event(work, act, record) for record in back])
    return len(mine)


def _event(work: Work, act: InFlightRow, record: int) -> Event:
    return event(work, act.form, record, "migration_undone", act=act.id, pipeline=act.pipeline, to=act.stage)


def _tasks_back(work: Work, act: InFlightRow, back: Mapping[int, InFlightStep]) -> None:
    """Closed ones live again, those that went along have their old names, and what was opened there is closed."""
    before = {kept["id"]: (kept, step) for step in back.values() for kept in step.tasks if kept["id"] > STAY}
    known = tasks.by_ids(work.connection, before)
    restored = [
        {"id": id, "visit": step.visit, "task": kept["task"], "stage": kept["stage"], **_state(known[id], kept)}
        for id, (kept, step) in before.items()
    ]
    in_flight.change_tasks(work.connection, restored)
    opened = [
        (row, back[row.record])
        for row in in_flight.tasks_in(work.connection, [step.came_to for step in back.values()])
        if row.id not in before and _came_with(act, row, back[row.record])
    ]
    in_flight.change_tasks(work.connection, [{"id": row.id, "visit": step.visit} for row, step in opened])
    live = [row for row, _ in opened if row.state in tasks.LIVE]
    closed = {"state": "closed", "ended_at": work.now, "reason": "migration_undone"}
    in_flight.change_tasks(work.connection, [{"id": row.id, **closed} for row in live])
    _stop_timers(work, act, back, live)


def _stop_timers(work: Work, act: InFlightRow, back: Mapping[int, InFlightStep], closed: Sequence[TaskRow]) -> None:
    """Those of what was opened there; those of the stay itself are forgotten with it."""
    running = timers.running_keys(work.connection, act.form, back)
    heads = tuple(f"task:{row.id}:" for row in closed)
    stopped = [key for keys in running.values() for key in keys if heads and key.startswith(heads)]
    in_flight.stop_timers(work.connection, stopped, work.now)


def _came_with(act: InFlightRow, row: TaskRow, step: InFlightStep) -> bool:
    """Whether a task is there because of the migration."""
    return step.came_to != step.visit or (row.how == MIGRATED and row.opened_at == act.at)


def _state(row: TaskRow, kept: Mapping[str, str]) -> dict[str, object]:
    """What people did meanwhile is done."""
    if row.state == "closed" and row.reason == CHANGED:
        return {"state": kept["state"], "ended_at": None, "reason": None}
    return {"state": row.state, "ended_at": row.ended_at, "reason": row.reason}


def _stays_back(work: Work, act: InFlightRow, back: Mapping[int, InFlightStep]) -> None:
    stays = visits.of_many(work.connection, act.form, back)
    first = [stay for record, theirs in stays.items() for stay in theirs if stay.id == back[record].visit]
    in_flight.forget_timers(work.connection, act.form, {step.record: step.came_to for step in back.values()}, OF_STAY)
    table, again = table_of(work.catalog, act.form), [stay.id for stay in first]
    gone = [step.came_to for step in back.values() if step.came_to != step.visit]
    visits.take_back(work.connection, table, act.form, back, gone=gone, again=again)
    store.update_many(work.connection, table, [_columns(stay) for stay in first])


def _columns(stay: StageVisit) -> dict[str, object]:
    return {
        "id": stay.record, "stage": stay.stage, "stage_entered_at": stay.entered_at, "stage_due_at": stay.due_at,
    }  # fmt: skip
