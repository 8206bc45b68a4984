"""Writing down that records came into stages: visits, tasks and timers, for one record or for thousands at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from accounts import Work
from records import StageVisit, TaskRow, Timer, tasks, timers, visits

from .aftermath import Aftermath
from .clocks import Clock, first_timer
from .crew import Crew
from .entry import PlannedTask, StageEntry
from .pipelines import FOLLOW_UP, Limit, OverdueStep, Pipeline, Stage

STAGE_LIMIT = "stage_limit"


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
    stays = zip(entered, visit_ids, strict=True)
    started = [timer for one, visit in stays for timer in _standing_timers(one, visit, crew)]
    for (one, planned, _), task in zip(opened, task_ids, strict=True):
        started += task_timers(one.form, one.record, task, planned, crew=crew, now=one.entry.at)
    # A visit and a task that were made just now have timers of their own: no key of theirs can be known.
    if aftermath is None:
        timers.start_fresh(work.connection, started)
    else:
        aftermath.timers.extend(started)


def task_row(work: Work, one: Entered, planned: PlannedTask, visit: int | None) -> TaskRow:
    """The open task that a definition describes; what goes by the rhythm belongs to no stage."""
    of_stage = planned.definition.id != FOLLOW_UP
    return TaskRow(
        form=one.form,
        record=one.record,
        task=planned.definition.id,
        opened_at=one.entry.at,
        starts_at=planned.starts_at,
        visit=visit if of_stage else None,
        pipeline=one.entry.pipeline.id,
        stage=one.entry.stage.id if of_stage else None,
        assignee=planned.assignee,
        must=planned.definition.must,
        due_at=planned.due_at,
        revision=work.catalog.revision,
    )


def task_timers(
    form: str, record: int, task: int, planned: PlannedTask, *, crew: Crew, now: datetime
) -> Iterator[Timer]:
    """The first of the steps around a task's limit; each step starts the next when it fires."""
    if planned.due_at is not None:
        clock = Clock(
            form, record, "task_overdue", f"task:{task}", planned.due_at, counted_from=planned.counted_from or now,
            within=planned.definition.within, person=planned.assignee, ref=task,
        )  # fmt: skip
        yield from _first(clock, planned.definition.overdue, crew, now)


def record_timers(
    pipeline: Pipeline, form: str, record: int, *, owner: int | None, crew: Crew, now: datetime
) -> Iterator[Timer]:
    """The limits that hold for the record itself from the moment it is there."""
    for kind in ("first_response", "untouched", "silence"):
        limit: Limit | None = getattr(pipeline, kind)
        if limit:
            due_at = crew.calendar(owner).add(now, limit.within)
            key = f"{kind}:{form}:{record}"
            clock = Clock(form, record, kind, key, due_at, counted_from=now, within=limit.within, person=owner)
            yield from _first(clock, limit.overdue, crew, now)


def stage_timers(
    form: str, record: int, stage: Stage, *, visit: int, owner: int | None, due_at: datetime, crew: Crew, now: datetime
) -> Iterator[Timer]:
    """The first of the steps around the longest stay in a stage."""
    clock = Clock(
        form, record, STAGE_LIMIT, f"{STAGE_LIMIT}:{form}:{record}:{visit}", due_at, counted_from=now,
        within=stage.limit, person=owner, ref=visit,
    )  # fmt: skip
    yield from _first(clock, stage.overdue, crew, now)


def day_data(day: date | None) -> dict[str, str]:
    """A timer that is due when work begins on a day keeps the day, so that it follows its owner's calendar."""
    return {"day": day.isoformat()} if day is not None else {}


def _first(clock: Clock, steps: Sequence[OverdueStep], crew: Crew, now: datetime) -> Iterator[Timer]:
    timer = first_timer(clock, steps, calendar=crew.calendar(clock.person), now=now)
    if timer is not None:
        yield timer


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


def _standing_timers(one: Entered, visit: int, crew: Crew) -> Iterator[Timer]:
    """What runs for as long as a record stays where it is: until its limit, or until it wakes."""
    entry, stage = one.entry, one.entry.stage
    if entry.due_at is not None:
        yield from stage_timers(
            one.form, one.record, stage, visit=visit, owner=one.owner, due_at=entry.due_at, crew=crew, now=entry.at
        )
    if entry.wake_at is not None:
        key = f"wake:{one.form}:{one.record}:{visit}"
        data = {"visit": visit, "stage": stage.id, **day_data(entry.wake_day)}
        yield Timer(one.form, one.record, "wake", key, entry.wake_at, entry.at, data, person=one.owner)
