"""The day as a line: the working hours, what is done, late and due on it, and now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from accounts import Work, calendar_of
from definitions import Refused
from flows import days

from .. import moments
from ..languages import t

APART = 0.17  # hours between two marks, so that each can be seen
USUAL = (9, 18)


@dataclass(frozen=True)
class Mark:
    """One thing on the line; `at` in hours."""

    at: float
    kind: str
    current: bool = False
    count: int = 1


@dataclass(frozen=True)
class Break:
    """A stretch between two windows of working time."""

    start: float
    end: float
    label: str


@dataclass(frozen=True)
class Rail:
    """What components/day.html draws as day_rail."""

    first: int
    last: int
    now: float | None
    now_text: str
    breaks: tuple[Break, ...]
    marks: tuple[Mark, ...]
    label: str


def rail_of(work: Work, day: days.Day, current: str) -> Rail:
    """The line of today, in the reader's own clock."""
    now = moments.local(work.now)
    windows = _windows(work)
    first = int(min((start for start, _ in windows), default=USUAL[0]))
    last = max(int(-(-max((end for _, end in windows), default=USUAL[1]) // 1)), first + 1)
    marks = tuple(_spread(sorted(_marks(work, day, current), key=lambda mark: mark.at), first, last))
    late = sum(item.is_late for item in day.items)
    clock = f"{now:%H:%M}"
    label = t("day.rail", left=day.left, late=late, done=len(day.done), now=clock)
    return Rail(first, last, _hour(now), t("day.now_at", clock=clock), tuple(_breaks(windows)), marks, label)


def _windows(work: Work) -> list[tuple[float, float]]:
    """Today's working windows in hours; the usual ones on a day off."""
    try:
        found = calendar_of(work, work.actor.person_id).windows_on(moments.local(work.now).date())
    except Refused:
        found = ()
    hours = [(_hour(moments.local(start)), _hour(moments.local(end)) or 24.0) for start, end in found]
    return [(start, end) for start, end in hours if end > start]


def _breaks(windows: list[tuple[float, float]]) -> Iterator[Break]:
    for (_, end), (start, _) in zip(windows, windows[1:], strict=False):
        if start > end:
            yield Break(end, start, t("day.lunch") if 11 <= end <= 14 else "")


def _marks(work: Work, day: days.Day, current: str) -> Iterator[Mark]:
    today = moments.local(work.now).date()
    for done in day.done:
        yield Mark(_hour(moments.local(done.at)), "done")
    before = [item for item in day.items if item.due_at and moments.local(item.due_at).date() < today]
    if before:  # what is late since earlier days stands at the beginning, as one mark that counts it
        yield Mark(0.0, "late", any(item.key == current for item in before), len(before))
    for item in day.items:
        if item.due_at is not None and moments.local(item.due_at).date() == today:
            yield Mark(_hour(moments.local(item.due_at)), _kind(item, work.now), item.key == current)


def _kind(item: days.DayItem, now: datetime) -> str:
    if item.is_late:
        return "late"
    return "soon" if (item.due_at - now).total_seconds() <= 3600 else "todo"


def _spread(marks: list[Mark], first: int, last: int) -> Iterator[Mark]:
    """Marks that would lie on each other stand side by side, inside the line."""
    room = (last - first) / max(1, len(marks))
    apart, at = min(APART, room), float(first)
    for place, mark in enumerate(marks):
        most = last - (len(marks) - place - 1) * apart
        at = min(max(mark.at, at, first + 0.1), most)
        yield Mark(round(at, 3), mark.kind, mark.current, mark.count)
        at += apart * (2 if mark.count > 1 else 1)  # a count stands beside its mark


def _hour(at: datetime) -> float:
    return at.hour + at.minute / 60
