"""Firing timers in the transaction of their effect: one alone, or many whose effects are written at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from accounts import Work
from definitions import Registry
from records import Event, TaskRow, Timer, tasks, timers

from ..crew import Crew
from ..happenings import happened_to_many
from ..sending.notices import Notice, tell_portion
from ..subject import Subject, look_many

# Notices of timers that fire within as long belong to one storm; a tick after a downtime is many short ones.
STORM_LASTS = timedelta(minutes=10)


@dataclass
class Effects:
    """What timers leave behind besides notices: gathered, so that each table is written once."""

    events: list[Event] = field(default_factory=list)
    timers: list[Timer] = field(default_factory=list)
    overdue: list[int] = field(default_factory=list)

    def write(self, work: Work) -> None:
        """Keep all of it."""
        tasks.mark_overdue(work.connection, self.overdue, work.now)
        timers.start_many(work.connection, self.timers)
        happened_to_many(work, self.events)


@dataclass(frozen=True)
class Firing:
    """A timer that falls due, with the record it belongs to and the people it may concern."""

    timer: Timer
    subject: Subject
    crew: Crew
    effects: Effects = field(default_factory=Effects)
    task: TaskRow | None = None  # the one it watches


Handler = Callable[[Work, Firing], Sequence[Notice]]
HANDLERS: Registry[Handler] = Registry("timer handlers", "flows.timer_handlers")


def together(handler: Handler) -> Handler:
    """Marks a handler that reads what its firing holds and leaves everything to its effects."""
    handler.together = True  # type: ignore[attr-defined]
    return handler


def goes_together(timer: Timer) -> bool:
    """Whether it may share a transaction with others: it changes nothing that they look at."""
    return getattr(HANDLERS.find(timer.kind), "together", False)


def fire(work: Work, timer: Timer) -> None:
    """Fire one timer that was claimed; LeaseLost when it is no longer this worker's.

    Like every verb it locks the record before the timers, so that neither waits for the other.
    """
    subjects = _subjects(work, [timer])
    timers.finish(work.connection, timer, work.now)
    _take_effect(work, [timer], subjects)


def fire_together(work: Work, claimed: Sequence[Timer]) -> None:
    """Fire many; those that somebody cancelled, moved or took over meanwhile are left alone."""
    subjects = _subjects(work, claimed)
    ours = timers.finish_many(work.connection, claimed, work.now)
    _take_effect(work, [timer for timer in claimed if timer.id in ours], subjects)


def _take_effect(work: Work, fired: Sequence[Timer], subjects: Mapping[tuple[str, int], Subject]) -> None:
    crew, effects, notices = Crew(work), Effects(), []
    watched = _watched(work, fired)
    for timer in fired:
        subject = subjects.get((timer.form, timer.record))
        if subject is not None:
            task = watched.get(timer.data.get("ref")) if timer.kind == "task_overdue" else None
            notices += _handler(timer)(work, Firing(timer, subject, crew, effects, task))
    effects.write(work)
    cause = _cause(work.now)
    tell_portion(work, [replace(notice, cause=cause) for notice in notices])


def _handler(timer: Timer) -> Handler:
    handler = HANDLERS.find(timer.kind)
    if handler is None:
        raise LookupError(f"nobody handles timers of the kind {timer.kind!r}")
    return handler


def _cause(now: datetime) -> str:
    """What notices of one storm have in common, whichever process tells them."""
    return f"timers {int(now.timestamp() // STORM_LASTS.total_seconds())}"


def _subjects(work: Work, fired: Sequence[Timer]) -> Mapping[tuple[str, int], Subject]:
    """The records, locked; without those that are gone, in the trash, or of a form that is no longer published."""
    wanted: dict[str, set[int]] = {}
    for timer in fired:
        if work.catalog.find("form", timer.form) is not None:
            wanted.setdefault(timer.form, set()).add(timer.record)
    return {
        (form, id): subject
        for form, records in wanted.items()
        for id, subject in look_many(work, form, records, lock=True).items()
    }


def _watched(work: Work, fired: Sequence[Timer]) -> Mapping[int, TaskRow]:
    """The tasks whose limits these timers are."""
    refs = [timer.data["ref"] for timer in fired if timer.kind == "task_overdue" and "ref" in timer.data]
    return tasks.by_ids(work.connection, refs) if refs else {}
