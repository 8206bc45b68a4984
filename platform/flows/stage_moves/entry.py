"""What entering a stage means: its limit, the tasks it opens and for whom, when it wakes; pure, and the same for one
record and for thousands."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from definitions import Duration
from rules import Env, matches

from ..crew import Crew
from ..pipelines import AutomaticMove, Pipeline, Stage, TaskDefinition
from ..task_work.giving import Given

EMPTY = (None, "", ())


@dataclass(frozen=True)
class Arrival:
    """A record that comes into a stage: what is known of it at that moment."""

    number: str
    owner: int | None
    values: Mapping[str, Any]
    done_before: Collection[str] = ()
    came_from: str | None = None


@dataclass(frozen=True)
class PlannedTask:
    """A task that will be opened: for whom, until when, and after what."""

    definition: TaskDefinition
    given: Given
    due_at: datetime | None = None
    blocked: bool = False
    starts_at: datetime | None = None
    counted_from: datetime | None = None  # where that is not the moment it is opened
    again: Duration | None = None  # of a task that is repeated, how long after it was done

    @property
    def within(self) -> Duration | None:
        """How long it has from when it opens."""
        return self.again or (self.definition.within if self.definition else None)

    @property
    def assignee(self) -> int | None:
        return self.given.person

    @property
    def waits(self) -> bool:
        """Whether somebody else's answer is waited for from the start."""
        return self.definition.waits and not self.blocked


@dataclass(frozen=True)
class Passed:
    """A stage that a record left in the moment in which it came, since a condition held that moves it on."""

    stage: Stage
    move: AutomaticMove


@dataclass(frozen=True)
class StageEntry:
    """All that follows from coming into a stage."""

    pipeline: Pipeline
    stage: Stage
    at: datetime
    passed: tuple[Passed, ...] = ()
    due_at: datetime | None = None
    tasks: tuple[PlannedTask, ...] = ()
    wake_on: date | None = None
    wake_at: datetime | None = None
    wake_day: date | None = None  # where a day wakes, and no moment of it
    arrival: Arrival | None = None

    @property
    def next(self) -> PlannedTask | None:
        """The task that is due first; one without a limit comes last, one that waits for something not at all."""
        return min((task for task in self.tasks if not (task.blocked or task.waits)), key=_by_due, default=None)

    def columns(self) -> dict[str, Any]:
        """What the record itself keeps of it."""
        first = self.next
        return {
            "pipeline": self.pipeline.id,
            "stage": self.stage.id,
            "stage_entered_at": self.at,
            "stage_due_at": self.due_at,
            "outcome": self.stage.outcome,
            "closed_at": None if self.stage.outcome in ("open", "parked") else self.at,
            "wake_on": self.wake_on,
            "next_task": first.definition.id if first else None,
            "next_due_at": first.due_at if first else None,
        }


def plan_entry(pipeline: Pipeline, stage: Stage, arrival: Arrival, crew: Crew, env: Env) -> StageEntry:
    """The consequences of a record's coming into a stage now, or into the one to which that moves it on at once."""
    passed = passed_at_once(pipeline, stage, arrival, env)
    stage = pipeline.stage(passed[-1].move.to) if passed else stage
    calendar = crew.calendar(arrival.owner)
    value = arrival.values.get(stage.wake.on) if stage.wake else None
    wake_on, wake_at = (None, None) if value is None else wake_moment(value, arrival.owner, crew)
    opened = [task for task in stage.tasks if opens(task, arrival, env)]
    return StageEntry(
        pipeline,
        stage,
        env.now,
        due_at=calendar.add(env.now, stage.limit) if stage.limit else None,
        tasks=_in_order(opened, arrival, crew, env.now),
        wake_on=wake_on,
        wake_at=wake_at,
        wake_day=None if isinstance(value, datetime) else value,
        passed=passed,
        arrival=arrival,
    )


def passed_at_once(pipeline: Pipeline, stage: Stage, arrival: Arrival, env: Env) -> tuple[Passed, ...]:
    """The stages in which a record with these values does not stay; none of them twice."""
    passed: list[Passed] = []
    seen = {stage.id, arrival.came_from}
    while stage.is_open and (move := _moved_on(pipeline, stage, arrival, env)) is not None and move.to not in seen:
        passed.append(Passed(stage, move))
        stage = pipeline.stage(move.to)
        seen.add(stage.id)
    return tuple(passed)


def _moved_on(pipeline: Pipeline, stage: Stage, arrival: Arrival, env: Env) -> AutomaticMove | None:
    """What holds from the start; a move that fills something in is taken when the record is there."""
    ways = [move for move in stage.moves if move.when is not None and move.after is None and not move.fills]
    if not ways:
        return None
    begins = {f"{word}({task.id})": False for task in stage.tasks for word in ("done", "skipped")}
    here = {"stage": stage.id, "outcome": stage.outcome, "stage_entered_at": env.now, "pipeline": pipeline.id}
    values = {**arrival.values, **begins, **dict.fromkeys(_done(arrival), True), **here}
    for move in ways:
        target = pipeline.stage(move.to)
        if target is None:
            continue
        if matches(move.when, values, env) and all(values.get(name) not in EMPTY for name in target.ask):
            return move
    return None


def _done(arrival: Arrival) -> list[str]:
    return [f"done({task})" for task in arrival.done_before]


def pipeline_for(pipelines: Collection[Pipeline], values: Mapping[str, Any], env: Env) -> Pipeline | None:
    """The first pipeline that is meant for a record with these values; one without a rule is for what is left."""
    ordered = sorted(pipelines, key=lambda one: one.when is None)
    return next((one for one in ordered if one.when is None or matches(one.when, values, env)), None)


def opens(task: TaskDefinition, arrival: Arrival, env: Env) -> bool:
    """Whether a task of the stage begins for a record with these values."""
    if task.id in arrival.done_before or task.by_hand:
        return False
    return task.when is None or matches(task.when, arrival.values, env)


def _in_order(opened: Sequence[TaskDefinition], arrival: Arrival, crew: Crew, now: datetime) -> tuple[PlannedTask, ...]:
    """What comes after another task that is opened too waits for it."""
    coming = {task.id for task in opened}
    return tuple(planned(task, arrival, crew, now, blocked=not coming.isdisjoint(task.after)) for task in opened)


def planned(task: TaskDefinition, arrival: Arrival, crew: Crew, now: datetime, *, blocked: bool = False) -> PlannedTask:
    """For whom and until when; while it waits for another task neither is known."""
    if blocked:
        return PlannedTask(task, Given(), blocked=True)
    if task.approve is not None:
        return PlannedTask(task, Given(arrival.owner))  # whoever is asked has the limit, each on their own calendar
    given = crew.give(task.who, arrival.owner, f"{arrival.number}:{task.id}", arrival.values)
    crew.count(given.person)
    return PlannedTask(task, given, task_due(task, given.person, crew, now))


def task_due(task: TaskDefinition, assignee: int | None, crew: Crew, now: datetime) -> datetime | None:
    """Until when, on the calendar of whoever has to do it; nobody's task is counted on the house's hours."""
    return crew.calendar(assignee).add(now, task.within) if task.within else None


def wake_moment(value: date | datetime, owner: int | None, crew: Crew) -> tuple[date, datetime]:
    """A day wakes when its owner's work begins; a moment wakes at that moment."""
    calendar = crew.calendar(owner)
    if isinstance(value, datetime):
        return calendar.day_of(value), value
    return value, calendar.opening(datetime.combine(value, time(), calendar.zone))


def _by_due(task: PlannedTask) -> tuple[bool, float]:
    return (task.due_at is None, task.due_at.timestamp() if task.due_at else 0)
