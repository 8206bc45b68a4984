"""Clocks that are held and let run on: what was left of each limit is left of it afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from accounts import Work, WorkingCalendar
from definitions import Duration
from records import Timer, store, tables, timers

from ..acceptance import ACCEPT
from ..clocks.limit import limit_of
from ..clocks.retiming import due_of, show_limits
from ..crew import Crew
from ..stage_moves.entering import MOVE_TIMER, STAGE_LIMIT
from ..subject import Subject

TASK_LIMIT = "task_overdue"
# What counts a length of time; a promised moment and the day of a wake-up come whoever waits.
HELD = ("first_response", "untouched", "silence", TASK_LIMIT, STAGE_LIMIT, MOVE_TIMER, "approval_remind", "recycle")

OF_A_MOMENT = ("wake", "resume")
SHOWN = (TASK_LIMIT, STAGE_LIMIT, ACCEPT)


def hold(work: Work, subject: Subject) -> None:
    """Stop what counts; a limit that has not passed is none until the clocks run on."""
    form, record = subject.form.id, subject.id
    running = timers.running_of_many(work.connection, form, [record], kinds=HELD)
    held = [replace(timer, paused_at=work.now) for timer in running if _counts(timer)]
    timers.keep_moved(work.connection, held)
    ahead = [timer for timer in held if limit_of(timer) > work.now]
    _unshow(work, subject, ahead)


def release(work: Work, subject: Subject) -> None:
    """Let them run on, each with what was left of it, on the calendar of whoever it concerns."""
    found = timers.running_of(work.connection, subject.form.id, subject.id)
    crew = Crew(work)
    held = [timer for timer in found if timer.paused_at is not None and timer.kind in HELD]
    moved = [run_on_from(timer, crew.calendar(timer.person), work.now) for timer in held]
    timers.keep_moved(work.connection, moved)
    show_limits(work, [now for was, now in zip(held, moved, strict=True) if limit_of(was) > was.paused_at])


def take_up(work: Work, form: str, record: int, *, since: datetime) -> None:
    """Let all clocks run on that stood still since a record was out of use, with the limits that show them.

    What counts has left what was left of it; agreed moments, days of a wake-up and ends of pauses come when they would
    have; what was held before stays so.
    """
    found = timers.running_of(work.connection, form, record)
    crew = Crew(work)
    held = [timer for timer in found if timer.paused_at is not None and timer.paused_at >= since]
    moved = [_taken_up(timer, crew.calendar(timer.person), work.now) for timer in held]
    timers.keep_moved(work.connection, moved)
    pairs = zip(held, moved, strict=True)
    show_limits(work, [now for was, now in pairs if now.kind in SHOWN and limit_of(was) > was.paused_at])


def _taken_up(held: Timer, calendar: WorkingCalendar, now: datetime) -> Timer:
    if held.kind in OF_A_MOMENT or not _counts(held) or held.paused_at == now:
        return replace(held, paused_at=None)
    return run_on_from(held, calendar, now)


def run_on_from(held: Timer, calendar: WorkingCalendar, now: datetime) -> Timer:
    """The timer as it runs from now on; of a limit that had passed only the next step comes later; pure."""
    limit = limit_of(held)
    if held.limit_at is None or limit <= held.paused_at:
        due_at = calendar.add(now, left(held, held.due_at, calendar))
        return replace(held, due_at=due_at, paused_at=None)
    rest = left(held, limit, calendar)
    limit = calendar.add(now, rest)
    moved = replace(held, limit_at=limit, counted_from=now, within=str(rest), paused_at=None)
    return replace(moved, due_at=due_of(moved, limit, calendar))


def left(held: Timer, until: datetime, calendar: WorkingCalendar) -> Duration:
    """What was left when it was stopped, in the kind of time in which it counts."""
    working = held.within is not None and Duration.parse(held.within).working
    seconds = calendar.between(held.paused_at, until) if working else (until - held.paused_at).total_seconds()
    return Duration(max(1, round(seconds)), "seconds", working)


def _counts(timer: Timer) -> bool:
    """A promise is a moment that was agreed with somebody, and no length of time."""
    return timer.kind != TASK_LIMIT or timer.within is not None


def _unshow(work: Work, subject: Subject, ahead: Sequence[Timer]) -> None:
    """What shows such a limit shows none."""
    tasks = [{"id": timer.data["ref"], "due_at": None} for timer in ahead if timer.kind == TASK_LIMIT]
    store.update_many(work.connection, tables.task, tasks)
    stays = [{"id": timer.data["ref"], "due_at": None} for timer in ahead if timer.kind == STAGE_LIMIT]
    store.update_many(work.connection, tables.stage_visit, stays)
    if stays:
        store.update_unversioned(work.connection, subject.table, subject.id, {"stage_due_at": None})
