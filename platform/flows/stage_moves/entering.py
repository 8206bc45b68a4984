"""Writing down that records came into stages: visits, tasks and timers, for one record or for thousands at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from accounts import Work
from forms import table_of
from records import Event, StageVisit, TaskRow, Timer, tasks, timers, visits, ways

from ..clocks.limit import Clock, first_timer
from ..crew import Crew
from ..entrance.aftermath import Aftermath
from ..pipelines import ENTRY, FOLLOW_UP, AutomaticMove, Limit, OverdueStep, Pipeline, Stage
from ..task_work.notices import tell_given, was_chosen
from ..task_work.waiting import Opening, begin_waiting
from .entry import PlannedTask, StageEntry

STAGE_LIMIT = "stage_limit"
AUTOMATIC = "automatic"  # how a record came in that nobody moved
MOVE_TIMER = "moves_itself"  # the kind of timer after which it goes


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
    begins: bool = False  # its first stay, with which its way was kept


def write_entries(
    work: Work, crew: Crew, entered: Sequence[Entered], aftermath: Aftermath | None = None
) -> list[Event]:
    """Keep visits, open tasks, start timers, ask whoever has to answer; returns what is to be told of that.

    `aftermath` takes the timers instead, where more will follow.
    """
    visit_ids = _enter_all(work, entered)
    stays = zip(entered, visit_ids, strict=True)
    started = [timer for one, visit in stays for timer in _standing_timers(one, visit, crew)]
    return open_in(work, crew, entered, visit_ids, started=started, aftermath=aftermath)


def open_in(
    work: Work,
    crew: Crew,
    entered: Sequence[Entered],
    visit_ids: Sequence[int],
    *,
    started: Sequence[Timer] = (),
    how: str = ENTRY,
    aftermath: Aftermath | None = None,
) -> list[Event]:
    """Open the tasks that records have in their stays; `started` are timers of the stays themselves."""
    opened = [
        (one, planned, task_row(work, one, planned, visit, how=how))
        for one, visit in zip(entered, visit_ids, strict=True)
        for planned in one.entry.tasks
    ]
    task_ids = tasks.open_many(work.connection, [row for _, _, row in opened])
    started = [*started]
    for (one, planned, _), task in zip(opened, task_ids, strict=True):
        started += task_timers(one.form, one.record, task, planned, crew=crew, now=one.entry.at)
    given = zip(opened, task_ids, strict=True)
    tell_given(work, [(id, row, planned.definition.label) for (_, planned, row), id in given if was_chosen(row)])
    # A visit and a task that were made just now have timers of their own: no key of theirs can be known.
    if aftermath is None:
        timers.start_fresh(work.connection, started)
    else:
        aftermath.timers.extend(started)
    waiting = [(row, planned, one.entry, id) for (one, planned, row), id in zip(opened, task_ids, strict=True)]
    return begin_waiting(work, crew, [_opening(*each) for each in waiting if each[1].waits])


def _opening(row: TaskRow, planned: PlannedTask, entry: StageEntry, id: int) -> Opening:
    return Opening(row.form, row.record, id, row.visit, row.stage, planned.definition, entry.pipeline, entry.arrival)


def task_row(
    work: Work, one: Entered, planned: PlannedTask, visit: int | None, *, how: str = ENTRY, parent: int | None = None
) -> TaskRow:
    """The task that a definition describes: open, or waiting for another."""
    given = planned.given
    of_stage = planned.definition.id != FOLLOW_UP  # what goes by the rhythm belongs to no stage
    return TaskRow(
        form=one.form,
        record=one.record,
        task=planned.definition.id,
        opened_at=one.entry.at,
        starts_at=planned.starts_at,
        visit=visit if of_stage else None,
        pipeline=one.entry.pipeline.id,
        stage=one.entry.stage.id if of_stage else None,
        assignee=given.person,
        must=planned.definition.must,
        state=tasks.BLOCKED if planned.blocked else tasks.WAITING if planned.waits else "open",
        due_at=planned.due_at,
        parent=parent,
        how=how,
        for_team=given.team,
        for_role=given.role,
        why=dict(given.why) or None,
        revision=work.catalog.revision,
    )


def task_timers(
    form: str, record: int, task: int, planned: PlannedTask, *, crew: Crew, now: datetime
) -> Iterator[Timer]:
    """The first of the steps around a task's limit; each step starts the next when it fires."""
    if planned.due_at is not None:
        clock = Clock(
            form, record, "task_overdue", f"task:{task}", planned.due_at, counted_from=planned.counted_from or now,
            within=planned.within, person=planned.assignee, ref=task,
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
    timer = first_timer(clock, steps, calendar=crew.calendar(clock.person), now=now, reckoned=crew.reckoned)
    if timer is not None:
        yield timer


def _enter_all(work: Work, entered: Sequence[Entered]) -> Sequence[int]:
    """The visits of all records, with those that were over at once; the ids of the ones that last."""
    rows = [row for one in entered for row in _visits(work, one)]
    ids = iter(visits.enter_many(work.connection, rows))
    stays = [[next(ids) for _ in range(len(one.entry.passed) + 1)] for one in entered]
    visits.keep_whether_acted(work.connection, [over for several in stays for over in several[:-1]])
    _keep_ways(work, entered)
    return [several[-1] for several in stays]


def _keep_ways(work: Work, entered: Sequence[Entered]) -> None:
    """With each record, now that it has left one stay and begun another."""
    for form in {one.form for one in entered}:
        mine = [one.record for one in entered if one.form == form and not one.begins]
        ways.keep(work.connection, table_of(work.catalog, form), form, mine)


def _visits(work: Work, one: Entered) -> Iterator[StageVisit]:
    entry, came = one.entry, {"how": one.how, "reason": one.reason, "words": one.words}
    for passed in entry.passed:
        left = {"left_at": entry.at, "left_to": passed.move.to}
        yield _visit(work, one, passed.stage, **came, **left)
        came = {"how": AUTOMATIC, "reason": passed.move.id, "words": None}
    yield _visit(work, one, entry.stage, **came, due_at=entry.due_at)


def _visit(work: Work, one: Entered, stage: Stage, **more: Any) -> StageVisit:
    return StageVisit(
        form=one.form,
        record=one.record,
        pipeline=one.entry.pipeline.id,
        stage=stage.id,
        entered_at=one.entry.at,
        outcome=stage.outcome,
        owner=one.owner,
        actor=work.actor.person_id,
        revision=work.catalog.revision,
        **more,
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
    for move in stage.moves:
        if move.after is not None:
            yield _move_timer(one, visit, move, crew)


def _move_timer(one: Entered, visit: int, move: AutomaticMove, crew: Crew) -> Timer:
    due_at = crew.calendar(one.owner).add(one.entry.at, move.after)
    key = f"{MOVE_TIMER}:{one.form}:{one.record}:{visit}:{move.id}"
    return Timer(
        one.form, one.record, MOVE_TIMER, key, due_at, one.entry.at, {"visit": visit, "move": move.id},
        person=one.owner, counted_from=one.entry.at, within=str(move.after), limit_at=due_at,
    )  # fmt: skip
