"""A limit that counts on somebody's calendar, and the steps before, at and after it; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from accounts import WorkingCalendar
from definitions import Duration
from records import Timer

from ..pipelines import OverdueStep


class Clock(NamedTuple):
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


@dataclass(frozen=True, slots=True)
class Due:
    """When a step of a chain is due, with what its timer says beside its record."""

    place: int
    at: datetime
    offset: Mapping[str, str]
    within: str | None
    begun: int  # by the whole second at which its chain began


class Reckoned:
    """First steps that were found before: a batch of records asks for the same few again and again."""

    def __init__(self) -> None:
        """Nothing yet. What the keys stand for is kept with the answers, so that no other thing gets their ids."""
        self._known: dict[tuple[Any, ...], tuple[Due | None, tuple[Any, ...]]] = {}

    def first(
        self, clock: Clock, steps: Sequence[OverdueStep], *, calendar: WorkingCalendar, now: datetime
    ) -> Due | None:
        """The first step of a clock, as `first_timer` takes it."""
        of = (steps, clock.within, calendar)
        key = (*map(id, of), clock.limit_at, now)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = (_first(clock, steps, calendar, now), of)
        return found[0]


def first_timer(
    clock: Clock,
    steps: Sequence[OverdueStep],
    *,
    calendar: WorkingCalendar,
    now: datetime,
    reckoned: Reckoned | None = None,
) -> Timer | None:
    """The timer of the first step; one that would warn before the clock began to count is left out."""
    due = (reckoned or Reckoned()).first(clock, steps, calendar=calendar, now=now)
    return _timer(clock, due, now) if due is not None else None


def next_timer(fired: Timer, steps: Sequence[OverdueStep], *, calendar: WorkingCalendar, now: datetime) -> Timer | None:
    """The timer of the step after the one that fired, counted from the same limit."""
    place = step_of(fired) + 1
    if place >= len(steps):
        return None
    clock = clock_of(fired)
    return _timer(clock, _due(clock, steps, place, calendar, begun=clock.begun), now)


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


def _first(clock: Clock, steps: Sequence[OverdueStep], calendar: WorkingCalendar, now: datetime) -> Due | None:
    for place, step in enumerate(steps):
        due = _due(clock, steps, place, calendar, begun=int(now.timestamp()))
        if step.before is None or due.at > now:
            return due
    return None


def _due(clock: Clock, steps: Sequence[OverdueStep], place: int, calendar: WorkingCalendar, *, begun: int) -> Due:
    step = steps[place]
    offset = {name: str(value) for name in ("before", "after") if (value := getattr(step, name)) is not None}
    within = str(clock.within) if clock.within is not None else None
    return Due(place, moment_of(step, clock.limit_at, calendar), offset, within, begun)


def _timer(clock: Clock, due: Due, now: datetime) -> Timer:
    ref = {"ref": clock.ref} if clock.ref is not None else {}
    return Timer(
        clock.form,
        clock.record,
        clock.kind,
        key=f"{clock.key}:{due.begun}:{due.place}",
        due_at=due.at,
        started_at=now,
        data={"step": due.place, "key": clock.key, **ref, "begun": due.begun, **due.offset},
        person=clock.person,
        counted_from=clock.counted_from,
        within=due.within,
        limit_at=clock.limit_at,
    )
