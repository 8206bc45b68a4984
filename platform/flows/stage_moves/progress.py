"""Moving a record from one stage to another: leave, end what belonged there, enter, tell what happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from accounts import Work
from records import Event, TaskRow, assignments, store, tasks, timers, visits

from ..clocks.took import task_took, took
from ..crew import Crew
from ..happenings import follow, remember
from ..pipelines import Pipeline, Stage
from ..regrading.live import regrade_if_read
from ..stored import house_env
from ..subject import Subject
from ..task_work import next_action
from .entering import MOVE_TIMER, Entered, record_timers, write_entries
from .entry import Arrival, StageEntry, passed_at_once, plan_entry
from .events import entry_events

ENDED = ("done", "skipped", "rejected")  # decided by somebody, and not merely closed with its stage


# What is parked is nurtured still; what ends a cadence says the cadence itself.
OUTLIVES_A_STAY = ("cadence",)


@dataclass(frozen=True)
class Manner:
    """How a move came about; `data` goes into the event."""

    how: str
    reason: str | None = None
    words: str | None = None
    repeat: bool = True
    data: Mapping[str, Any] = field(default_factory=dict)


def move_to(work: Work, subject: Subject, pipeline: Pipeline, stage: Stage, manner: Manner) -> StageEntry:
    """Leave the stage the record stands in and enter another, or the one to which that moves it on at once.

    The verbs have asked before whether that may be.
    """
    crew, env = Crew(work), house_env(work)
    before = tasks.of_record(work.connection, subject.form.id, subject.id)
    done = _done_before(pipeline, stage, manner, before)
    arrival = Arrival(subject.number, subject.owner, subject.values, done, subject.row.stage)
    passed = passed_at_once(pipeline, stage, arrival, env)
    stays = pipeline.stage(passed[-1].move.to) if passed else stage
    _leave(work, subject, (stage, stays), manner, before, crew)
    entry = plan_entry(pipeline, stage, arrival, crew, env)
    entered = Entered(subject.form.id, subject.id, subject.owner, entry, manner.how, manner.reason, manner.words)
    asked = write_entries(work, crew, [entered])
    _restart_clocks(work, subject, pipeline, stays, crew)
    since = work.now if stays.is_open and subject.row.outcome != "open" else None
    columns = _without_next(entry.columns())
    about = (subject.form.id, subject.table, subject.id)
    told = next_action.refresh_on_the_way(work, *about, since=since, **columns)
    told += remember(work, [*_moved(work, subject, entry, manner), *asked])
    regrade_if_read(work, subject.form.id, subject.id, entry.columns())
    follow(work, told)
    return entry


def _done_before(pipeline: Pipeline, stage: Stage, manner: Manner, before: tuple[TaskRow, ...]) -> set[str]:
    """What is not opened again: a play that was made, and after waking what was done in the stage."""
    skipping = manner.how == "skipped"
    ended = [task for task in before if task.state in ENDED or (skipping and task.must and task.state in tasks.LIVE)]
    plays = {task.task for task in ended if (known := pipeline.task(task.task)) is not None and known.is_play}
    return plays if manner.repeat else plays | _done_in(stage, before)


def _done_in(stage: Stage, before: tuple[TaskRow, ...]) -> set[str]:
    """The stage's tasks that somebody did or left out with a reason; what parking merely closed is open work again."""
    last = {task.task: task.state for task in before if task.stage == stage.id}
    return {task for task, state in last.items() if state in ENDED}


def _leave(
    work: Work,
    subject: Subject,
    where: tuple[Stage, Stage],
    manner: Manner,
    before: tuple[TaskRow, ...],
    crew: Crew,
) -> None:
    """For a stage, and for the one in which the record then stays."""
    first, to = where
    connection, form = work.connection, subject.form.id
    current = visits.current(connection, form, subject.id)
    if current is not None:
        stayed = took(current.entered_at, work.now, current.due_at, crew.calendar(subject.owner))
        visits.leave(connection, form, subject.id, work.now, to=first.id, took=stayed)
    for task in before:
        if task.state not in tasks.LIVE or (to.is_open and task.visit != (current.id if current else None)):
            continue
        if manner.how == "skipped" and task.must:
            why = {"reason": manner.reason, "words": manner.words, "took": task_took(work, task)}
            tasks.skip(connection, task.id, work.now, by=work.actor.person_id, **why)
        timers.cancel_prefix(connection, f"task:{task.id}:", work.now, of=(form, subject.id))
    if not to.is_open:
        tasks.close_of(connection, form, subject.id, work.now)
        timers.cancel_of(connection, form, subject.id, work.now, but=OUTLIVES_A_STAY)
        _ask_no_more(work, subject)
    elif current is not None:
        tasks.close_of(connection, form, subject.id, work.now, visit=current.id)
    timers.cancel_of(connection, form, subject.id, work.now, kinds=("stage_limit", "wake", MOVE_TIMER))


def _ask_no_more(work: Work, subject: Subject) -> None:
    """What was parked or ended, by whomever, waits for nobody's yes."""
    if assignments.stop_waiting(work.connection, subject.form.id, subject.id):
        store.update_unversioned(work.connection, subject.table, subject.id, {"accept_by": None})


def _restart_clocks(work: Work, subject: Subject, pipeline: Pipeline, stage: Stage, crew: Crew) -> None:
    """A record that comes back to life is watched for silence again; its first response was long ago."""
    if not stage.is_open or subject.row.outcome == "open":
        return
    started = record_timers(pipeline, subject.form.id, subject.id, owner=subject.owner, crew=crew, now=work.now)
    timers.start_many(work.connection, [timer for timer in started if timer.kind == "silence"])


def _without_next(columns: dict[str, Any]) -> dict[str, Any]:
    """What `refresh` finds out itself, from all open tasks and not only from those of the stage."""
    return {name: value for name, value in columns.items() if name not in ("next_task", "next_due_at")}


def _moved(work: Work, subject: Subject, entry: StageEntry, manner: Manner) -> Iterator[Event]:
    came = {"how": manner.how, "reason": manner.reason, "words": manner.words, **manner.data}
    return entry_events(work, subject.form.id, subject.id, entry, subject.values, before=subject.row.stage, **came)
