"""A limit that counts on somebody's calendar, and the steps before, at and after it; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from accounts import WorkingCalendar
from definitions import Duration
from records import Timer

from ..pipelines import OverdueStep


@dataclass(frozen=True)
class Clock:
    """What counts: for which record, on whose calendar, since when, how long, and so until when."""

    form: str
    record: int
    kind: str
    key: str
    limit_at: datetime
    counted_from: datetime
    within: Duration | None = None
    person: int | None = None
    ref: int | None = None
    begun: int = 0  # when its first timer was started: one that is started again has a chain of its own


def first_timer(
    clock: Clock, steps: Sequence[OverdueStep], *, calendar: WorkingCalendar, now: datetime
) -> Timer | None:
    """The timer of the first step; one that would warn before the clock began to count is left out."""
    clock = replace(clock, begun=int(now.timestamp()))
    for place, step in enumerate(steps):
        if step.before is None or moment_of(step, clock.limit_at, calendar) > now:
            return _timer(clock, steps, place, calendar=calendar, now=now)
    return None


def next_timer(fired: Timer, steps: Sequence[OverdueStep], *, calendar: WorkingCalendar, now: datetime) -> Timer | None:
    """The timer of the step after the one that fired, counted from the same limit."""
    place = step_of(fired) + 1
    return _timer(clock_of(fired), steps, place, calendar=calendar, now=now) if place < len(steps) else None


def clock_of(timer: Timer) -> Clock:
    """The clock that a timer belongs to."""
    within = Duration.parse(timer.within) if timer.within else None
    key, limit = timer.data.get("key", timer.key), limit_of(timer)
    began = timer.counted_from or timer.started_at
    return Clock(
        timer.form, timer.record, timer.kind, key, limit, began, within, timer.person,
        ref=timer.data.get("ref"), begun=timer.data.get("begun", int(timer.started_at.timestamp())),
    )  # fmt: skip


def step_of(timer: Timer) -> int:
    """Which step of its chain a timer is for."""
    return timer.data.get("step", 0)


def limit_of(timer: Timer) -> datetime:
    """Until when; timers of earlier versions keep it with their data."""
    if timer.limit_at is not None:
        return timer.limit_at
    return datetime.fromisoformat(timer.data["limit"]) if "limit" in timer.data else timer.due_at


def moment_of(step: OverdueStep, limit: datetime, calendar: WorkingCalendar) -> datetime:
    """When a step is due."""
    if step.before is not None:
        return calendar.subtract(limit, step.before)
    return calendar.add(limit, step.after) if step.after is not None else limit


def _timer(
    clock: Clock, steps: Sequence[OverdueStep], place: int, *, calendar: WorkingCalendar, now: datetime
) -> Timer:
    step = steps[place]
    data = {"step": place, "key": clock.key, "ref": clock.ref, "begun": clock.begun}
    offset = {name: str(value) for name in ("before", "after") if (value := getattr(step, name)) is not None}
    return Timer(
        clock.form,
        clock.record,
        clock.kind,
        key=f"{clock.key}:{clock.begun}:{place}",
        due_at=moment_of(step, clock.limit_at, calendar),
        started_at=now,
        data={**{name: value for name, value in data.items() if value is not None}, **offset},
        person=clock.person,
        counted_from=clock.counted_from,
        within=str(clock.within) if clock.within is not None else None,
        limit_at=clock.limit_at,
    )
