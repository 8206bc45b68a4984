"""Writing down that records came into stages: visits, tasks and timers, for one record or for thousands at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts import Work
from records import StageVisit, TaskRow, Timer, tasks, timers, visits

from .aftermath import Aftermath
from .crew import Crew
from .entry import PlannedTask, StageEntry
from .pipelines import Limit, OverdueStep, Pipeline


@dataclass(frozen=True)
class Entered:
    """One record's coming into a stage, with how and why."""

    form: str
    record: int
    owner: int | None
    entry: StageEntry
    how: str = "entered"
    reason: str | None = None
    words: str | None = None


def write_entries(work: Work, crew: Crew, entered: Sequence[Entered], aftermath: Aftermath | None = None) -> None:
    """Keep visits, open tasks, start timers; `aftermath` takes the timers instead, where more will follow."""
    visit_ids = visits.enter_many(work.connection, [_visit(work, one) for one in entered])
    opened = [
        (one, planned, task_row(work, one, planned, visit))
        for one, visit in zip(entered, visit_ids, strict=True)
        for planned in one.entry.tasks
    ]
    task_ids = tasks.open_many(work.connection, [row for _, _, row in opened])
    started = [timer for one, visit in zip(entered, visit_ids, strict=True) for timer in _stage_timers(one, visit)]
    for (one, planned, _), task in zip(opened, task_ids, strict=True):
        started += task_timers(one.form, one.record, task, planned, crew=crew, now=one.entry.at)
    # A visit and a task that were made just now have timers of their own: no key of theirs can be known.
    if aftermath is None:
        timers.start_fresh(work.connection, started)
    else:
        aftermath.timers.extend(started)


def task_row(work: Work, one: Entered, planned: PlannedTask, visit: int | None) -> TaskRow:
    """The open task that a definition describes."""
    return TaskRow(
        form=one.form,
        record=one.record,
        task=planned.definition.id,
        opened_at=one.entry.at,
        visit=visit,
        pipeline=one.entry.pipeline.id,
        stage=one.entry.stage.id,
        assignee=planned.assignee,
        must=planned.definition.must,
        due_at=planned.due_at,
        revision=work.catalog.revision,
    )


def task_timers(
    form: str, record: int, task: int, planned: PlannedTask, *, crew: Crew, now: datetime
) -> Iterable[Timer]:
    """The first of a task's overdue steps; each step starts the next when it fires."""
    steps = planned.definition.overdue
    if planned.due_at is not None and steps:
        yield step_timer(Cause(form, record, "task_overdue", f"task:{task}", task), steps, 0,
                         due_at=planned.due_at, calendar=crew.calendar(planned.assignee), now=now)


@dataclass(frozen=True)
class Cause:
    """What a chain of overdue steps belongs to."""

    form: str
    record: int
    kind: str
    key: str
    ref: int | None = None


def step_timer(
    cause: Cause, steps: Sequence[OverdueStep], step: int, *, due_at: datetime, calendar, now: datetime
) -> Timer:
    """The timer of one step; its key holds the limit, so that a moved limit starts a chain of its own."""
    after = steps[step].after
    return Timer(
        cause.form,
        cause.record,
        cause.kind,
        key=f"{cause.key}:{int(due_at.timestamp())}:{step}",
        due_at=calendar.add(due_at, after) if after else due_at,
        started_at=now,
        data={"step": step, "limit": due_at.isoformat(), "key": cause.key, "ref": cause.ref},
    )


def record_timers(
    pipeline: Pipeline, form: str, record: int, *, owner: int | None, crew: Crew, now: datetime
) -> Iterable[Timer]:
    """The limits that hold for the record itself from the moment it is there."""
    for kind in ("first_response", "untouched", "silence"):
        limit: Limit | None = getattr(pipeline, kind)
        if limit and limit.overdue:
            calendar = crew.calendar(owner)
            due_at = calendar.add(now, limit.within)
            cause = Cause(form, record, kind, f"{kind}:{form}:{record}")
            yield step_timer(cause, limit.overdue, 0, due_at=due_at, calendar=calendar, now=now)


def _visit(work: Work, one: Entered) -> StageVisit:
    return StageVisit(
        form=one.form,
        record=one.record,
        pipeline=one.entry.pipeline.id,
        stage=one.entry.stage.id,
        entered_at=one.entry.at,
        outcome=one.entry.stage.outcome,
        owner=one.owner,
        due_at=one.entry.due_at,
        how=one.how,
        reason=one.reason,
        words=one.words,
        actor=work.actor.person_id,
        revision=work.catalog.revision,
    )


def _stage_timers(one: Entered, visit: int) -> Iterable[Timer]:
    entry = one.entry
    for kind, due_at in (("stage_limit", entry.due_at), ("wake", entry.wake_at)):
        if due_at is not None:
            yield Timer(
                one.form, one.record, kind, f"{kind}:{one.form}:{one.record}:{visit}", due_at, entry.at,
                data={"visit": visit, "stage": entry.stage.id},
            )  # fmt: skip
