"""Tasks that begin after their stage did: when what comes first is done, again after a while, by a signal, by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from accounts import Work, require
from definitions import Label, Refused
from forms import FieldError, Invalid
from records import Event, StageVisit, TaskRow, tasks, timers, visits

from ..crew import Crew
from ..happenings import NOTHING, Told, event, follow, remember
from ..pipelines import TaskDefinition
from ..stage_moves.entering import Entered, task_row, task_timers
from ..stage_moves.entry import Arrival, PlannedTask, StageEntry, planned
from ..subject import Subject, take
from . import next_action
from .giving import Given
from .in_hand import TaskInHand, definition_of
from .notices import tell_given, was_chosen
from .opening import OpenedTask, open_on_the_way
from .waiting import Opening, begin_waiting

REPEAT, SIGNAL, BY_HAND, OWN, AGAIN = "repeat", "when", "by_hand", "own", "again"
OWN_TASK = "own"
LONGEST_TITLE = 200


def what_comes_first(work: Work, task: TaskInHand) -> list[Label]:
    """What has to end before a task that is blocked begins."""
    live = _live_here(work, task.subject, task.row.visit)
    first = task.definition.after if task.definition else ()
    return [task.subject.pipeline.task(name).label for name in first if name in live]


def after_end(work: Work, task: TaskInHand, *, done: bool) -> Told:
    """What follows from a task's end: its parts end, those that waited begin, one that repeats is opened again."""
    _end_parts(work, task)
    told = _begin_what_waited(work, task)
    if done and task.definition is not None and task.definition.repeat is not None:
        _repeat(work, task)
    return told


def _end_parts(work: Work, task: TaskInHand) -> None:
    """Nobody has to answer any more."""
    if task.definition is None or not task.definition.waits or task.row.parent is not None:
        return
    for part in tasks.parts_of(work.connection, task.row.id):
        if part.state in tasks.LIVE:
            tasks.close(work.connection, part.id, work.now)
            timers.cancel_prefix(work.connection, f"task:{part.id}:", work.now, of=(part.form, part.record))


def add(
    work: Work,
    form_id: str,
    record: int,
    task_id: str | None = None,
    *,
    title: str | None = None,
    due_at: datetime | None = None,
    to: int | None = None,
) -> int:
    """Add a task on the day: one that the stage has for that, or one of one's own, which the reports count."""
    subject = take(work, form_id, record)
    require(work, "complete", form_id)
    if subject.stage is None or subject.row.outcome == "parked":
        raise Refused("tasks.refused.no_stage", title=subject.title)
    opened = _add_defined(work, subject, task_id) if task_id else _add_own(work, subject, title, due_at, to)
    next_action.refresh(work, form_id, subject.table, record)
    follow(work, opened[1])
    return opened[0]


def addable(subject: Subject, rows: Iterable[TaskRow]) -> tuple[TaskDefinition, ...]:
    """What the stage has to be added by hand, and is not being done already."""
    if subject.stage is None:
        return ()
    live = {row.task for row in rows if row.state in tasks.LIVE}
    return tuple(task for task in subject.stage.tasks if task.by_hand and task.id not in live)


def open_now(
    work: Work, subject: Subject, definitions: Sequence[TaskDefinition], *, how: str, said: Any = None
) -> Told:
    """Open tasks of the stage that a record stands in, from now on; `said` is kept with each, as the reason."""
    crew, visit = Crew(work), visits.current(work.connection, subject.form.id, subject.id)
    arrival = Arrival(subject.number, subject.owner, subject.values)
    live = _live_here(work, subject, visit.id if visit else None) | {task.id for task in definitions}
    new = [planned(task, arrival, crew, work.now, blocked=not live.isdisjoint(task.after)) for task in definitions]
    rows = [_row(work, subject, visit, each, how=how) for each in new]
    ids = tasks.open_many(work.connection, rows)
    started = [timer for each, id in zip(new, ids, strict=True) for timer in _timers(work, subject, id, each, crew)]
    timers.start_fresh(work.connection, started)
    given = zip(ids, rows, new, strict=True)
    tell_given(work, [(id, row, each.definition.label) for id, row, each in given if was_chosen(row)])
    asked = _begin(work, crew, subject, visit, [(id, each) for id, each in zip(ids, new, strict=True)])
    told = [
        event(
            work, subject.form.id, subject.id, "task_opened",
            task=row.task, task_id=id, label=each.definition.label.as_written(), how=how, **(said or {}),
        )
        for each, row, id in zip(new, rows, ids, strict=True)
    ]  # fmt: skip
    return remember(work, [*told, *asked])


def _begin_what_waited(work: Work, task: TaskInHand) -> Told:
    live = tasks.live_of(work.connection, task.row.form, task.row.record)
    names = {row.task for row in live if row.visit == task.row.visit and row.parent is None}
    told = NOTHING
    for row in live:
        definition = definition_of(task.subject, row)
        if row.state == tasks.BLOCKED and definition is not None and names.isdisjoint(definition.after):
            told += _unblock(work, task.subject, row, definition)
    return told


def _unblock(work: Work, subject: Subject, row: TaskRow, definition: TaskDefinition) -> Told:
    crew = Crew(work)
    begun = planned(definition, Arrival(subject.number, subject.owner, subject.values), crew, work.now)
    given = begun.given
    now_known = {
        "state": tasks.WAITING if begun.waits else "open", "opened_at": work.now,
        "assignee": given.person, "for_team": given.team, "for_role": given.role,
        "why": dict(given.why) or None, "due_at": begun.due_at,
    }  # fmt: skip
    if not tasks.unblock(work.connection, row.id, **now_known):
        return NOTHING
    timers.start_fresh(work.connection, _timers(work, subject, row.id, begun, crew))
    now = tasks.get(work.connection, row.id)
    tell_given(work, [(row.id, now, definition.label)] if was_chosen(now) else ())
    visit = visits.current(work.connection, row.form, row.record)
    return remember(work, _begin(work, crew, subject, visit, [(row.id, begun)]))


def _repeat(work: Work, task: TaskInHand) -> None:
    """Once more, due so long after it was done; the first of the row is what guards ask about."""
    definition, row = task.definition, task.row
    first = row.parent if row.how == REPEAT else row.id
    again = [part for part in tasks.parts_of(work.connection, first) if part.how == REPEAT]
    visit = visits.current(work.connection, row.form, row.record)
    over = definition.repeat.most is not None and len(again) + 1 >= definition.repeat.most
    if over or visit is None or visit.id != row.visit:
        return
    crew = Crew(work)
    given = crew.give(definition.who, task.subject.owner, task.subject.number, task.subject.values)
    given = given if row.assignee is None else Given(row.assignee)
    due_at = crew.calendar(given.person).add(work.now, definition.repeat.every)
    once_more = PlannedTask(definition, given, due_at, again=definition.repeat.every)
    id = tasks.open_task(work.connection, _row(work, task.subject, visit, once_more, how=REPEAT, parent=first))
    timers.start_fresh(work.connection, _timers(work, task.subject, id, once_more, crew))


def _add_defined(work: Work, subject: Subject, task_id: str) -> tuple[int, Told]:
    known = addable(subject, tasks.live_of(work.connection, subject.form.id, subject.id))
    wanted = [task for task in known if task.id == task_id]
    if not wanted:
        raise Refused("tasks.refused.cannot_add", name=task_id, known=[task.label for task in known] or "–")
    told = open_now(work, subject, wanted, how=BY_HAND)
    return told.events[0].data["task_id"], told


def _add_own(
    work: Work, subject: Subject, title: str | None, due_at: datetime | None, to: int | None
) -> tuple[int, Told]:
    """Work that no definition knows: kept with the stage, so that what people do beside the path can be counted."""
    said, errors = (title or "").strip()[:LONGEST_TITLE], []
    if not said:
        errors.append(FieldError("title", "required"))
    if due_at is not None and due_at <= work.now:
        errors.append(FieldError("due_at", "not_in_the_future"))
    receiver = Crew(work).person(to) if to is not None else None
    if to is not None and receiver is None:
        errors.append(FieldError("to", "no_such_person", {"value": str(to)}))
    if errors:
        raise Invalid(errors)
    assignee = to or work.actor.person_id or subject.owner
    wanted = OpenedTask(OWN_TASK, Label.of(said), assignee, due_at=due_at, must=False, how=OWN)
    id, told = open_on_the_way(work, subject, wanted, crew=Crew(work))
    tell_given(work, [(id, tasks.get(work.connection, id), wanted.title)])
    return id, told


def _begin(
    work: Work, crew: Crew, subject: Subject, visit: StageVisit | None, new: Iterable[tuple[int, PlannedTask]]
) -> list[Event]:
    """What others have to answer is asked now."""
    arrival, stay = Arrival(subject.number, subject.owner, subject.values), visit.id if visit else None
    openings = [
        Opening(subject.form.id, subject.id, id, stay, subject.row.stage, each.definition, subject.pipeline, arrival)
        for id, each in new
        if each.waits
    ]
    return begin_waiting(work, crew, openings)


def _live_here(work: Work, subject: Subject, visit: int | None) -> set[str]:
    live = tasks.live_of(work.connection, subject.form.id, subject.id)
    return {row.task for row in live if row.visit == visit and row.parent is None}


def _row(
    work: Work, subject: Subject, visit: StageVisit | None, each: PlannedTask, *, how: str, parent: int | None = None
) -> TaskRow:
    entry = StageEntry(subject.pipeline, subject.stage, work.now)
    entered = Entered(subject.form.id, subject.id, subject.owner, entry)
    return task_row(work, entered, each, visit.id if visit else None, how=how, parent=parent)


def _timers(work: Work, subject: Subject, id: int, each: PlannedTask, crew: Crew) -> Iterable[Any]:
    return task_timers(subject.form.id, subject.id, id, each, crew=crew, now=work.now)
