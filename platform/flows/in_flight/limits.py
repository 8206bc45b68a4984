"""Limits that are others now: records that stay in their stage get them, counted from where each began; and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from accounts import Work
from definitions import Duration, Label
from records import InFlightStep, StageVisit, TaskRow, Timer, timers

from ..clocks.limit import limit_of
from ..clocks.retiming import due_of, reckon, show_limits
from ..crew import Crew
from ..pipelines import Stage
from ..stage_moves.entering import STAGE_LIMIT

TASK_LIMIT = "task_overdue"
STAY, WITHIN = 0, "within"  # how a step keeps what it changed: the limit of the stay stands beside those of its tasks


@dataclass(frozen=True)
class Changed:
    """One limit that is another now: of a task, or of the stage itself."""

    label: Label
    before: Duration
    after: Duration
    task: str | None = None


def changed_limits(before: Stage, after: Stage) -> tuple[Changed, ...]:
    """The limits that both have and that differ; a limit that is new or gone holds for who comes in from now on."""
    found = [Changed(after.label, before.limit, after.limit)] if _differ(before.limit, after.limit) else []
    for task in before.tasks:
        new = after.task(task.id)
        if new is not None and _differ(task.within, new.within):
            found.append(Changed(new.label, task.within, new.within, task.id))
    return tuple(found)


def give_limits(
    work: Work, changes: Sequence[Changed], held: Mapping[int, tuple[StageVisit, Sequence[TaskRow]]], form: str
) -> dict[int, dict[int, str]]:
    """Give records their new limits; by record and task, what they were. What is late or paused stays as it is."""
    wanted = {change.task: change for change in changes}
    crew, found, moved = Crew(work), {}, []
    if not wanted:
        return found
    for timer, task in _clocks(work, form, held):
        change = wanted.get(task.task if task else None)
        if change is not None and limit_of(timer) > work.now and timer.within is not None:
            new = reckon(replace(timer, within=str(change.after)), crew.calendar(timer.person), work.now)
            moved.append(new)
            found.setdefault(timer.record, {})[task.id if task else STAY] = timer.within
    _keep(work, moved)
    return found


def limits_back(work: Work, form: str, steps: Iterable[InFlightStep], stays: Mapping[int, StageVisit]) -> None:
    """Let the clocks of these records count as they did before; one that has fired since has told already."""
    kept = {(step.record, one["id"]): one[WITHIN] for step in steps for one in step.tasks if one.get(WITHIN)}
    crew, moved = Crew(work), []
    for timer in timers.running_of_many(work.connection, form, {record for record, _ in kept}, kinds=_KINDS):
        stay = stays.get(timer.record)
        own = timer.kind == STAGE_LIMIT and stay is not None and timer.data.get("ref") == stay.id
        within = kept.get((timer.record, STAY if own else timer.data.get("ref")))
        if within is not None and timer.counted_from is not None:
            calendar = crew.calendar(timer.person)
            limit = calendar.add(timer.counted_from, Duration.parse(within))
            back = replace(timer, within=within, limit_at=limit)
            moved.append(replace(back, due_at=due_of(back, limit, calendar)))
    _keep(work, moved)


_KINDS = (TASK_LIMIT, STAGE_LIMIT)


def _clocks(
    work: Work, form: str, held: Mapping[int, tuple[StageVisit, Sequence[TaskRow]]]
) -> Iterable[tuple[Timer, TaskRow | None]]:
    """The clocks of these stays and of their tasks."""
    for timer in timers.running_of_many(work.connection, form, held, kinds=_KINDS):
        stay, rows = held[timer.record]
        task = next((row for row in rows if row.id == timer.data.get("ref")), None)
        if timer.kind == STAGE_LIMIT and timer.data.get("ref") == stay.id:
            yield timer, None
        elif timer.kind == TASK_LIMIT and task is not None:
            yield timer, task


def _keep(work: Work, moved: Sequence[Timer]) -> None:
    timers.keep_moved(work.connection, moved)
    show_limits(work, moved)


def _differ(before: Duration | None, after: Duration | None) -> bool:
    return before is not None and after is not None and before != after
