"""What entering a stage means: its limit, the tasks it opens and for whom, when it wakes; pure, and the same for one
record and for thousands."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from rules import Env, matches

from .crew import Crew
from .pipelines import Pipeline, Stage, TaskDefinition


@dataclass(frozen=True)
class Arrival:
    """A record that comes into a stage: what is known of it at that moment."""

    number: str
    owner: int | None
    values: Mapping[str, Any]
    done_before: Collection[str] = ()


@dataclass(frozen=True)
class PlannedTask:
    """A task that will be opened: for whom, and until when."""

    definition: TaskDefinition
    assignee: int | None
    due_at: datetime | None
    starts_at: datetime | None = None
    counted_from: datetime | None = None  # where that is not the moment it is opened


@dataclass(frozen=True)
class StageEntry:
    """All that follows from coming into a stage."""

    pipeline: Pipeline
    stage: Stage
    at: datetime
    due_at: datetime | None = None
    tasks: tuple[PlannedTask, ...] = ()
    wake_on: date | None = None
    wake_at: datetime | None = None
    wake_day: date | None = None  # where it wakes when work begins on a day, and at no moment of its own

    @property
    def next(self) -> PlannedTask | None:
        """The task that is due first; one without a limit comes last."""
        return min(self.tasks, key=_by_due, default=None)

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
    """The consequences of a record's coming into a stage now."""
    calendar = crew.calendar(arrival.owner)
    value = arrival.values.get(stage.wake.on) if stage.wake else None
    wake_on, wake_at = (None, None) if value is None else wake_moment(value, arrival.owner, crew)
    opened = [task for task in stage.tasks if _opens(task, arrival, env)]
    return StageEntry(
        pipeline,
        stage,
        env.now,
        due_at=calendar.add(env.now, stage.limit) if stage.limit else None,
        tasks=tuple(_planned(task, arrival, crew, env.now) for task in opened),
        wake_on=wake_on,
        wake_at=wake_at,
        wake_day=None if isinstance(value, datetime) else value,
    )


def pipeline_for(pipelines: Collection[Pipeline], values: Mapping[str, Any], env: Env) -> Pipeline | None:
    """The first pipeline that is meant for a record with these values."""
    return next((one for one in pipelines if one.when is None or matches(one.when, values, env)), None)


def _opens(task: TaskDefinition, arrival: Arrival, env: Env) -> bool:
    if task.id in arrival.done_before:
        return False
    return task.when is None or matches(task.when, arrival.values, env)


def _planned(task: TaskDefinition, arrival: Arrival, crew: Crew, now: datetime) -> PlannedTask:
    assignee = crew.assignee(task.who, arrival.owner, arrival.number)
    return PlannedTask(task, assignee, task_due(task, assignee, crew, now))


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
