"""Clocks that are reckoned again: on a changed calendar, around a leave, on another owner's hours.

A limit that has passed stays where it was; what comes after it goes by the calendar of now. Everything is set-based:
timers first, then the rows that show the same limit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time

from accounts import Work, WorkingCalendar
from definitions import Duration
from forms import table_of
from records import Timer, store, tables, timers

from ..acceptance import ACCEPT
from ..crew import Crew
from ..happenings import NOTHING, follow
from ..stage_moves.entering import STAGE_LIMIT
from ..task_work import next_action
from .limit import limit_of
from .rhythm import has_rhythm, settle

PORTION = 1000
# What counts for the record itself goes on for a new owner from where it began; only tasks begin anew.
GOES_ALONG = ("first_response", "untouched", "silence", "wake", "moves_itself", STAGE_LIMIT)
Mirror = Callable[[Work, Sequence[Timer]], None]


def retime_portion(work: Work, people: Iterable[int | None] | None, after: int = 0) -> int | None:
    """Reckons the next portion of some people's clocks, or everybody's; returns where to go on, None at the end."""
    found = timers.counting_for(work.connection, people, work.now, after=after, limit=PORTION)
    retime(work, found)
    return found[-1].id if len(found) == PORTION else None


def follow_owners(work: Work, form: str, owners: Mapping[int, int | None]) -> None:
    """Records that change hands take their clocks along, counted on the new owner's calendar."""
    found = timers.running_of_many(work.connection, form, owners, kinds=GOES_ALONG, held=True)
    ahead = [timer for timer in found if timer.paused_at is not None or timer.due_at > work.now]
    retime(work, [replace(timer, person=owners[timer.record]) for timer in ahead], found)


def retime(work: Work, found: Sequence[Timer], before: Sequence[Timer] | None = None) -> None:
    """Keeps what is another moment now; `before` is how the timers are kept, where they were changed on the way."""
    crew = Crew(work)
    kept = {timer.id: timer for timer in (found if before is None else before)}
    reckoned = [reckon(timer, crew.calendar(timer.person), work.now) for timer in found]
    moved = [timer for timer in reckoned if timer != kept[timer.id]]
    timers.keep_moved(work.connection, moved)
    show_limits(work, [timer for timer in moved if limit_of(timer) != limit_of(kept[timer.id])])


def show_limits(work: Work, moved: Sequence[Timer]) -> None:
    """Let the rows that show a limit show the one that its timer has now."""
    by_kind = defaultdict(list)
    for timer in moved:
        by_kind[timer.kind].append(timer)
    for kind, theirs in by_kind.items():
        if kind in _MIRRORS:
            _MIRRORS[kind](work, theirs)


def reckon(timer: Timer, calendar: WorkingCalendar, now: datetime) -> Timer:
    """When a timer falls due on this calendar; one that stands still is reckoned when it runs on; pure."""
    if timer.paused_at is not None:
        return timer
    if "day" in timer.data:
        day = date.fromisoformat(timer.data["day"])
        return replace(timer, due_at=calendar.opening(datetime.combine(day, time(), calendar.zone)))
    limit = limit_of(timer)
    if timer.within is not None and timer.counted_from is not None and limit > now:
        limit = calendar.add(timer.counted_from, Duration.parse(timer.within))
    due_at = due_of(timer, limit, calendar) if timer.limit_at is not None else timer.due_at
    return replace(timer, due_at=due_at, limit_at=limit if timer.limit_at is not None else None)


def due_of(timer: Timer, limit: datetime, calendar: WorkingCalendar) -> datetime:
    """When the step of a timer is due around a limit."""
    if "before" in timer.data:
        return calendar.subtract(limit, Duration.parse(timer.data["before"]))
    return calendar.add(limit, Duration.parse(timer.data["after"])) if "after" in timer.data else limit


def _tasks(work: Work, moved: Sequence[Timer]) -> None:
    store.update_many(work.connection, tables.task, _limits(moved, "due_at", lambda one: one.data["ref"]))
    for form, records in _by_form(moved).items():
        told = settle(work, form, records) if has_rhythm(work.catalog, form) else NOTHING
        next_action.refresh_many(work, form, records)
        follow(work, told)


def _stays(work: Work, moved: Sequence[Timer]) -> None:
    store.update_many(work.connection, tables.stage_visit, _limits(moved, "due_at", lambda one: one.data["ref"]))
    _on_records(work, moved, "stage_due_at")


def _acceptances(work: Work, moved: Sequence[Timer]) -> None:
    store.update_many(work.connection, tables.assignment, _limits(moved, "accept_by", _assignment))
    _on_records(work, moved, "accept_by")


def _on_records(work: Work, moved: Sequence[Timer], column: str) -> None:
    for form in _by_form(moved):
        theirs = [one for one in moved if one.form == form]
        store.update_many(work.connection, table_of(work.catalog, form), _limits(theirs, column, _record))


def _limits(moved: Sequence[Timer], column: str, which: Callable[[Timer], int]) -> list[dict[str, object]]:
    return [{"id": which(one), column: limit_of(one)} for one in moved]


def _by_form(moved: Sequence[Timer]) -> dict[str, list[int]]:
    """The records of each form that is still published."""
    found: dict[str, list[int]] = defaultdict(list)
    for one in moved:
        found[one.form].append(one.record)
    return found


def _record(timer: Timer) -> int:
    return timer.record


def _assignment(timer: Timer) -> int:
    return timer.data["assignment"]


_MIRRORS: dict[str, Mirror] = {"task_overdue": _tasks, STAGE_LIMIT: _stays, ACCEPT: _acceptances}
