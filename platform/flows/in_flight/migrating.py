"""Taking all records of a stage to another at once, set by set: tasks go along or are closed, what is new is opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from accounts import Work
from forms import table_of
from records import Event, InFlightStep, StageVisit, TaskRow, in_flight, outbox, store, tasks, timers, visits
from rules import Env

from ..clocks.rhythm import has_rhythm, settle
from ..crew import Crew
from ..grading import scorecard_of
from ..happenings import NOTHING, event, follow, remember
from ..pipelines import Pipeline, Stage
from ..stage_moves.entering import MOVE_TIMER, STAGE_LIMIT, Entered, open_in, write_entries
from ..stage_moves.entry import Arrival, PlannedTask, StageEntry, plan_entry
from ..stored import house_env
from ..subject import Subject, look_many
from ..task_work import next_action
from ..task_work.giving import Given
from .begun_limits import STAY, Held
from .limits import WITHIN, Changed, GivenLimits, changed_limits, give_limits

PORTION = 500
MIGRATED = "migrated"  # how a record came into a stage, or a task to be opened
CHANGED = "pipeline_changed"  # why a task was closed
OF_STAY = (STAGE_LIMIT, "wake", MOVE_TIMER)


@dataclass(frozen=True)
class Journey:
    """From a stage to another, or to the same with other tasks."""

    act: int
    pipeline: Pipeline
    stage: Stage
    target: Stage
    map: Mapping[str, str | None]
    of_records: tuple[Changed, ...] = ()  # limits that hold for records wherever they stand

    @property
    def stays(self) -> bool:
        """The stage is the same, and only its tasks are others."""
        return self.target.id == self.stage.id

    def new_name(self, row: TaskRow) -> str | None:
        """What a task is called there; None where it is closed. What people added themselves always goes along."""
        if row.title is not None:
            return row.task
        name = self.map.get(row.task, row.task)
        return name if name is not None and self.target.task(name) is not None else None


@dataclass(frozen=True)
class Fate:
    """What becomes of one record."""

    subject: Subject
    stay: StageVisit
    entry: StageEntry
    carried: tuple[tuple[TaskRow, str], ...]
    closed: tuple[TaskRow, ...]


def migrate(work: Work, journey: Journey) -> int:
    """Move every record that stands there; returns how many."""
    table, form = table_of(work.catalog, journey.pipeline.form), journey.pipeline.form
    after, moved = 0, 0
    while ids := in_flight.standing(
        work.connection, table, journey.pipeline.id, journey.stage.id, after=after, limit=PORTION
    ):
        after, moved = ids[-1], moved + _portion(work, journey, ids)
    card = scorecard_of(work, form)
    if moved and card is not None and "stage" in card.reads:
        outbox.put(work.connection, "regrade", {"form": form}, work.now, key=f"regrade:{form}:in_flight:{journey.act}")
    return moved


def _portion(work: Work, journey: Journey, ids: Sequence[int]) -> int:
    fates = _fates(work, journey, ids)
    stopped = _stop_timers(work, journey, fates)
    stays, told = (_stay if journey.stays else _enter)(work, journey, fates)
    _change_tasks(work, fates, stays)
    limits = _give_limits(work, journey, fates)
    in_flight.add_steps(work.connection, [_step(journey, fate, stays, stopped, limits) for fate in fates])
    _change_records(work, journey, fates)
    remember(work, [*(_event(work, journey, fate) for fate in fates), *told])
    return len(fates)


def _fates(work: Work, journey: Journey, ids: Sequence[int]) -> list[Fate]:
    form = journey.pipeline.form
    subjects = look_many(work.as_system(), form, ids, lock=True)
    stays = visits.current_of_many(work.connection, form, ids)
    live = tasks.live_of_many(work.connection, form, ids)
    states = tasks.states_of(work.connection, form, ids)
    crew, env = Crew(work), house_env(work)
    done = {id: _done(journey, states.get(id, {})) for id in subjects}
    return [
        _fate(journey, subject, stays[id], live.get(id, ()), done=done[id], crew=crew, env=env)
        for id, subject in subjects.items()
        if id in stays
    ]


def _done(journey: Journey, states: Mapping[str, str]) -> set[str]:
    """What was decided under the old names is not asked for again under the new ones."""
    ended = {task for task, state in states.items() if state in ("done", "skipped", "rejected")}
    return ended | {new for task in ended if (new := journey.map.get(task)) is not None}


def _fate(
    journey: Journey,
    subject: Subject,
    stay: StageVisit,
    live: Sequence[TaskRow],
    *,
    done: set[str],
    crew: Crew,
    env: Env,
) -> Fate:
    names = [(row, journey.new_name(row)) for row in live if row.visit == stay.id]
    carried = tuple((row, name) for row, name in names if name is not None)
    arrival = Arrival(subject.number, subject.owner, subject.values, done, journey.stage.id)
    # What moves a record on at once is looked at with its next change: a migration takes nobody further than it says.
    timed = tuple(move for move in journey.target.moves if move.after is not None)
    entry = plan_entry(journey.pipeline, replace(journey.target, moves=timed), arrival, crew, env)
    there = {name for _, name in carried}
    opened = tuple(_waiting(task, there) for task in entry.tasks if task.definition.id not in there)
    return Fate(subject, stay, replace(entry, tasks=opened), carried, tuple(row for row, name in names if name is None))


def _waiting(task: PlannedTask, there: set[str]) -> PlannedTask:
    """What comes after a task that goes along waits for it."""
    return task if there.isdisjoint(task.definition.after) else PlannedTask(task.definition, Given(), blocked=True)


def _entered(fate: Fate, journey: Journey) -> Entered:
    subject = fate.subject
    return Entered(journey.pipeline.form, subject.id, subject.owner, fate.entry, MIGRATED, CHANGED)


def _stay(work: Work, journey: Journey, fates: Sequence[Fate]) -> tuple[dict[int, int], list[Event]]:
    stays = {fate.subject.id: fate.stay.id for fate in fates}
    entered = [_entered(fate, journey) for fate in fates]
    return stays, open_in(work, Crew(work), entered, list(stays.values()), how=MIGRATED)


def _enter(work: Work, journey: Journey, fates: Sequence[Fate]) -> tuple[dict[int, int], list[Event]]:
    form, ids = journey.pipeline.form, [fate.subject.id for fate in fates]
    visits.leave_many(work.connection, form, ids, work.now, to=journey.target.id)
    told = write_entries(work, Crew(work), [_entered(fate, journey) for fate in fates])
    return {id: stay.id for id, stay in visits.current_of_many(work.connection, form, ids).items()}, told


def _stop_timers(work: Work, journey: Journey, fates: Sequence[Fate]) -> dict[int, list[str]]:
    """Those of the stay that ends and of the tasks that are closed; by record, so that an undo finds them."""
    form, ids = journey.pipeline.form, [fate.subject.id for fate in fates]
    running = timers.running_keys(work.connection, form, ids)
    of_stay = () if journey.stays else tuple(f"{kind}:{form}:" for kind in OF_STAY)
    stopped = {}
    for fate in fates:
        heads = (*of_stay, *(f"task:{row.id}:" for row in fate.closed))
        stopped[fate.subject.id] = [key for key in running.get(fate.subject.id, ()) if key.startswith(heads)]
    in_flight.stop_timers(work.connection, [key for keys in stopped.values() for key in keys], work.now)
    return stopped


def _change_tasks(work: Work, fates: Sequence[Fate], stays: Mapping[int, int]) -> None:
    carried = [
        {"id": row.id, "task": name, "stage": fate.entry.stage.id, "visit": stays[fate.subject.id]}
        for fate in fates
        for row, name in fate.carried
    ]
    closed = [row for fate in fates for row in fate.closed]
    in_flight.change_tasks(work.connection, carried)
    in_flight.change_tasks(
        work.connection,
        [{"id": row.id, "state": "closed", "ended_at": work.now, "reason": CHANGED} for row in closed],
    )


def _give_limits(work: Work, journey: Journey, fates: Sequence[Fate]) -> GivenLimits:
    held = {
        fate.subject.id: Held(
            fate.stay, [row for row, _ in fate.carried], fate.subject.owner, fate.subject.row.paused_at
        )
        for fate in fates
    }
    changes = changed_limits(journey.stage, journey.target) if journey.stays else ()
    if journey.stage.is_open:
        changes += journey.of_records
    return give_limits(work, journey.target, changes, held, journey.pipeline.form)


def _step(
    journey: Journey,
    fate: Fate,
    stays: Mapping[int, int],
    stopped: Mapping[int, list[str]],
    limits: GivenLimits,
) -> InFlightStep:
    record = fate.subject.id
    was, rows = dict(limits.was.get(record, {})), [*(row for row, _ in fate.carried), *fate.closed]
    before = [
        {"id": row.id, "task": row.task, "stage": row.stage, "state": row.state, WITHIN: was.pop(row.id, None)}
        for row in rows
    ]
    keys = [*stopped[record], *limits.stopped.get(record, ())]
    before += [{"id": of, WITHIN: within} for of, within in was.items() if of <= STAY]
    return InFlightStep(journey.act, record, fate.stay.id, stays[record], before, keys)


def _change_records(work: Work, journey: Journey, fates: Sequence[Fate]) -> None:
    form, ids = journey.pipeline.form, [fate.subject.id for fate in fates]
    if not journey.stays:
        store.update_many(
            work.connection, table_of(work.catalog, form), [{"id": fate.subject.id, **_columns(fate)} for fate in fates]
        )
    look_again(work, form, ids)


def look_again(work: Work, form: str, ids: Sequence[int]) -> None:
    """What a record itself knows of its tasks, after they became others."""
    told = settle(work, form, ids) if has_rhythm(work.catalog, form) else NOTHING
    next_action.refresh_many(work, form, ids)
    follow(work, told)


def _columns(fate: Fate) -> dict[str, Any]:
    kept = ("stage", "stage_entered_at", "stage_due_at", "wake_on")
    return {name: value for name, value in fate.entry.columns().items() if name in kept}


def _event(work: Work, journey: Journey, fate: Fate) -> Event:
    said = {
        "act": journey.act, "pipeline": journey.pipeline.id, "from": journey.stage.id, "to": journey.target.id,
        "from_label": journey.stage.label.as_written(), "to_label": journey.target.label.as_written(),
        "carried": [row.task for row, _ in fate.carried], "closed": [row.task for row in fate.closed],
        "opened": [task.definition.id for task in fate.entry.tasks],
    }  # fmt: skip
    kind = "tasks_migrated" if journey.stays else "migrated"
    return event(work, journey.pipeline.form, fate.subject.id, kind, **said)
