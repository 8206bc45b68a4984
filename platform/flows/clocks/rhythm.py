"""In touch by the rhythm of a grade: the follow-up that is open while nothing else brings the next contact in time.

The open follow-up is a consequence of what the record is now, and is brought in line after every change: one record or
many, with the same result. So it begins anew with each contact, and follows the grade, the owner and the calendar.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from accounts import Work
from definitions import Catalog, Duration
from forms import FormDefinition, form_of, table_of
from records import Event, TaskRow, store, tasks, timers

from ..crew import Crew
from ..happenings import NOTHING, Told, remember
from ..pipelines import FOLLOW_UP, Beat, OverdueStep, Pipeline, Rhythm
from ..stage_moves.entering import task_timers
from ..stage_moves.entry import PlannedTask, StageEntry
from ..task_work.giving import Given
from ..task_work.in_hand import NEXT_STEP, WAKE
from .rhythm_events import DONE, MISSED, follow_up_ended, moved_up
from .took import took

GRACE = Duration(1, "days", True)
PACED = "paced"  # a next step of which nobody said when: it goes by the rhythm


@dataclass(frozen=True)
class Wanted:
    """The follow-up that a record should have, and the record it is for."""

    row: Row[Any]
    pipeline: Pipeline
    planned: PlannedTask


def has_rhythm(catalog: Catalog, form: str) -> bool:
    """Whether records of the form are followed up by a rhythm at all."""
    return any(pipeline.follow_up is not None for pipeline in catalog.of_form("pipeline", form))


def is_followed_up(pipeline: Pipeline | None, row: Row[Any]) -> bool:
    """Whether the rhythm sees to it that nobody forgets a record."""
    return row.owner is not None and _beat(pipeline, row.outcome, row.grade) is not None


def pace_of(
    pipeline: Pipeline | None, row: Row[Any], crew: Crew, *, owner: int | None, at: datetime
) -> PlannedTask | None:
    """When a record is to be seen to again after a contact now; None where no rhythm says so."""
    beat = _beat(pipeline, row.outcome, row.grade)
    return _planned(beat, owner, at, crew) if beat is not None and owner is not None else None


def settle(work: Work, form: str, records: Iterable[int], *, since: datetime | None = None) -> Told:
    """Bring the follow-ups of some records in line; `since` is when work on them began again.

    What it tells is followed by whoever called, once the records are as they will be.
    """
    table, crew = table_of(work.catalog, form), Crew(work)
    rows = store.fetch_many(work.connection, table, records)
    kept = tasks.open_and_ended(work.connection, form, rows, FOLLOW_UP)
    opened: list[Wanted] = []
    told: list[Event] = []
    for record, row in rows.items():
        theirs, sooner = _moved_up(work, row, kept.get(record, ()), crew)
        told += sooner
        wanted = _wanted(work.catalog, row, theirs, crew, since)
        held = [task for task in theirs if task.state == "open" and task.task == FOLLOW_UP]
        if not _goes_on(work, wanted, held, crew):
            for task in held:
                told += _end(work, task, row, crew, rested=since is not None)
            opened += [wanted] if wanted is not None else []
    _open(work, form_of(work.catalog, form), opened, crew)
    return remember(work, told) if told else NOTHING


def with_follow_up(entry: StageEntry, facts: Mapping[str, Any], crew: Crew) -> StageEntry:
    """The same for a record that comes in: a follow-up among its tasks, where none of them covers it."""
    beat = _beat(entry.pipeline, entry.stage.outcome, facts.get("grade"))
    if beat is None or facts.get("owner") is None:
        return entry
    planned = _planned(beat, facts["owner"], entry.at, crew)
    if any(task.definition.contact and _in_time(task.due_at, planned) for task in entry.tasks):
        return entry
    return replace(entry, tasks=(*entry.tasks, planned))


def _wanted(
    catalog: Catalog, row: Row[Any], theirs: Sequence[TaskRow], crew: Crew, since: datetime | None
) -> Wanted | None:
    pipeline = catalog.find("pipeline", row.pipeline) if row.pipeline else None
    beat = _beat(pipeline, row.outcome, row.grade)
    if beat is None or row.owner is None or row.trashed_at is not None or row.paused_at is not None:
        return None
    planned = _planned(beat, row.owner, _began(row, theirs, since), crew)
    covered = any(_covers(pipeline, task, planned) for task in theirs if task.state == "open")
    return None if covered else Wanted(row, pipeline, planned)


def _beat(pipeline: Pipeline | None, outcome: str, grade: str | None) -> Beat | None:
    if pipeline is None or pipeline.follow_up is None or outcome != "open":
        return None
    return pipeline.follow_up.beat(grade)


def _began(row: Row[Any], theirs: Sequence[TaskRow], since: datetime | None) -> datetime:
    """From when the rhythm counts: the last contact, or the last follow-up that was left out on purpose."""
    first = row.last_contact_at or max(row.created_at, row.assigned_at or row.created_at)
    done = [task.ended_at for task in theirs if task.task == FOLLOW_UP and task.state in ("done", "skipped")]
    held = [task.opened_at for task in theirs if task.task == FOLLOW_UP and task.state == "open"]
    return max([first, *done, *held, *([since] if since is not None else [])])


def _planned(beat: Beat, owner: int, began: datetime, crew: Crew) -> PlannedTask:
    calendar = crew.calendar(owner)
    starts = calendar.add(began, beat.after) if beat.after is not None else None
    due_at = calendar.add(began, beat.within)
    return PlannedTask(beat.task, Given(owner), due_at, starts_at=starts, counted_from=began)


def _covers(pipeline: Pipeline, task: TaskRow, planned: PlannedTask) -> bool:
    """Whether another task brings the contact: one of the stage in time, or whatever was agreed with them."""
    if task.how == PACED:
        return _in_time(task.due_at, planned)
    if task.task in (WAKE, NEXT_STEP):
        return task.task == WAKE or task.due_at is not None
    definition = pipeline.task(task.task)
    return definition is not None and definition.contact and _in_time(task.due_at, planned)


def _in_time(due_at: datetime | None, planned: PlannedTask) -> bool:
    return due_at is not None and planned.due_at is not None and due_at <= planned.due_at


def _goes_on(work: Work, wanted: Wanted | None, held: Sequence[TaskRow], crew: Crew) -> bool:
    """Whether the one that is open stays, changed where it has to; a contact always ends it and begins another."""
    if wanted is None or len(held) != 1 or held[0].opened_at != wanted.planned.counted_from:
        return False
    task, planned = held[0], wanted.planned
    if (task.due_at, task.starts_at, task.assignee) == (planned.due_at, planned.starts_at, planned.assignee):
        return True
    if task.overdue_at is not None and task.assignee == planned.assignee and planned.due_at <= work.now:
        return True
    _replan(work, task, planned, planned.definition.overdue, crew)
    return True


def _replan(work: Work, task: TaskRow, planned: PlannedTask, steps: tuple[OverdueStep, ...], crew: Crew) -> None:
    """Another limit and other clocks, with the steps that such a task has."""
    where = {"starts_at": planned.starts_at, "assignee": planned.assignee}
    tasks.replan(work.connection, task.id, due_at=planned.due_at, **where)
    timers.cancel_prefix(work.connection, f"task:{task.id}:", work.now, of=(task.form, task.record))
    planned = replace(planned, definition=replace(planned.definition, overdue=steps))
    started = task_timers(task.form, task.record, task.id, planned, crew=crew, now=work.now)
    timers.start_many(work.connection, started)


def _moved_up(
    work: Work, row: Row[Any], theirs: Sequence[TaskRow], crew: Crew
) -> tuple[tuple[TaskRow, ...], list[Event]]:
    """Next steps without a day of their own come sooner where the grade's rhythm is quicker than it was."""
    pipeline = work.catalog.find("pipeline", row.pipeline) if row.pipeline else None
    beat = _beat(pipeline, row.outcome, row.grade)
    after, told = list(theirs), []
    for place, task in enumerate(theirs) if beat is not None else ():
        if task.how != PACED or task.state != "open" or task.due_at is None:
            continue
        planned = _sooner(work, task, beat, crew)
        if planned.due_at < task.due_at and _goes_by(work, pipeline.follow_up, beat, task):
            _replan(work, task, planned, pipeline.promises, crew)
            told.append(moved_up(work, task, row, planned.due_at))
            after[place] = replace(task, due_at=planned.due_at, starts_at=planned.starts_at)
    return tuple(after), told


def _sooner(work: Work, task: TaskRow, beat: Beat, crew: Crew) -> PlannedTask:
    """When it is due by another beat; what would be late at once still gets a working day."""
    planned = _planned(beat, task.assignee, task.opened_at, crew)
    earliest = crew.calendar(task.assignee).add(work.now, GRACE)
    return planned if planned.due_at >= earliest else replace(planned, due_at=earliest)


def _goes_by(work: Work, rhythm: Rhythm, beat: Beat, task: TaskRow) -> bool:
    """Whether its clock counts another beat of the rhythm: what a pause or a person has moved is left alone."""
    others = {str(one.within) for one in rhythm.beats.values()} - {str(beat.within)}
    running = timers.running_of(work.connection, task.form, task.record)
    return any(one.key.startswith(f"task:{task.id}:") and one.within in others for one in running)


def _end(work: Work, task: TaskRow, row: Row[Any], crew: Crew, *, rested: bool) -> list[Event]:
    """Done, where a contact came while it was its time; missed, where none came and it was late; else closed.

    Nobody missed what rested meanwhile.
    """
    contacted = row.last_contact_at is not None and row.last_contact_at > task.opened_at
    if contacted and (task.starts_at is None or task.starts_at <= row.last_contact_at):
        spent = took(task.opened_at, row.last_contact_at, task.due_at, crew.calendar(task.assignee))
        tasks.complete(work.connection, task.id, row.last_contact_at, by=work.actor.person_id, took=spent)
        told = [follow_up_ended(work, task, row, DONE, row.last_contact_at)]
    elif not contacted and not rested and row.outcome == "open" and task.due_at is not None and task.due_at < work.now:
        spent = took(task.opened_at, work.now, task.due_at, crew.calendar(task.assignee))
        tasks.miss(work.connection, task.id, work.now, took=spent)
        told = [follow_up_ended(work, task, row, MISSED, work.now)]
    else:
        tasks.close(work.connection, task.id, work.now)
        told = []
    timers.cancel_prefix(work.connection, f"task:{task.id}:", work.now, of=(task.form, task.record))
    return told


def _open(work: Work, form: FormDefinition, opened: Sequence[Wanted], crew: Crew) -> None:
    if not opened:
        return
    ids = tasks.open_many(work.connection, [_row(work, form, one) for one in opened])
    started = []
    for one, task in zip(opened, ids, strict=True):
        started += task_timers(form.id, one.row.id, task, one.planned, crew=crew, now=work.now)
    timers.start_fresh(work.connection, started)


def _row(work: Work, form: FormDefinition, one: Wanted) -> TaskRow:
    return TaskRow(
        form.id,
        one.row.id,
        FOLLOW_UP,
        one.planned.counted_from,
        pipeline=one.pipeline.id,
        assignee=one.planned.assignee,
        due_at=one.planned.due_at,
        starts_at=one.planned.starts_at,
        revision=work.catalog.revision,
    )
