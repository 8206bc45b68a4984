"""How long something took, and how far it went past its limit: by the clock on the wall and in working time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accounts import Work, WorkingCalendar
from records import TaskRow

from ..crew import Crew


@dataclass(frozen=True)
class Span:
    """A stretch of time, in whole seconds of both kinds; a clock that was set back makes none shorter than nothing."""

    wall: int
    working: int

    @classmethod
    def between(cls, start: datetime, end: datetime, calendar: WorkingCalendar) -> Span:
        """From one moment to another on somebody's calendar."""
        if end <= start:
            return cls(0, 0)
        return cls(round((end - start).total_seconds()), round(calendar.between(start, end)))

    def columns(self, head: str = "") -> dict[str, int]:
        """`wall_seconds` and `working_seconds`, with what stands before them."""
        return {f"{head}wall_seconds": self.wall, f"{head}working_seconds": self.working}


def took(began: datetime, ended: datetime, limit: datetime | None, calendar: WorkingCalendar) -> dict[str, int | None]:
    """What a task or a stay keeps at its end; how late is nothing where there was no limit, or it was kept."""
    late = Span.between(limit, ended, calendar) if limit is not None and ended > limit else None
    kept = {"late_wall_seconds": None, "late_working_seconds": None} if late is None else late.columns("late_")
    return {**Span.between(began, ended, calendar).columns(), **kept}


def late_by(limit: datetime | None, ended: datetime) -> int:
    """Seconds past the limit, on the wall; 0 where it was kept, or where there was none."""
    return max(0, round((ended - limit).total_seconds())) if limit is not None else 0


def task_took(work: Work, row: TaskRow) -> dict[str, int | None]:
    """The same for a task that ends now, in the working time of whoever had it."""
    return took(row.opened_at, work.now, row.due_at, Crew(work).calendar(row.assignee))
