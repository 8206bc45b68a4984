"""Arithmetic with working time: later, earlier, between, and is it working time now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from math import floor

from definitions import Duration, Refused

from .definition import CalendarDefinition

Window = tuple[datetime, datetime]

HORIZON_DAYS = 3700
MIDNIGHT = time()
NOTHING = timedelta()
MOST_KEPT = 4096


class NoWorkingTime(Refused):
    """Nobody works on this calendar for the next ten years, so no moment can be found."""


class WorkingCalendar:
    """One calendar, less the absences of one person; windows are found once for each day and kept.

    All moments are aware; answers are in UTC. A window includes its start and, as a deadline, its end.
    """

    def __init__(self, definition: CalendarDefinition, absences: Iterable[Window] = ()) -> None:
        self.definition = definition
        self.zone = definition.timezone
        self.absences = tuple(sorted((start.astimezone(UTC), end.astimezone(UTC)) for start, end in absences))
        self._days: dict[date, tuple[Window, ...]] = {}
        self._totals: dict[int, timedelta] = {}
        self._later: dict[tuple[datetime, Duration], datetime] = {}
        self._whole: WorkingCalendar | None = None

    def without(self, absences: Iterable[Window]) -> WorkingCalendar:
        """The same calendar for somebody who is away at these times."""
        calendar = WorkingCalendar(self.definition, (*self.absences, *absences))
        calendar._whole = self
        return calendar

    def add(self, start: datetime, duration: Duration) -> datetime:
        """The moment that is `duration` after `start`; kept, as a batch of records asks for the same few."""
        start = start if start.tzinfo is UTC else start.astimezone(UTC)
        found = self._later.get((start, duration))
        if found is None:
            if len(self._later) >= MOST_KEPT:
                self._later.clear()
            found = self._later[start, duration] = self._add(start, duration)
        return found

    def _add(self, start: datetime, duration: Duration) -> datetime:
        if not duration.working:
            return start + timedelta(seconds=duration.seconds)
        if duration.amount < 0:
            return self.subtract(start, Duration(-duration.amount, duration.unit, True))
        if duration.unit in ("days", "weeks"):
            return self._add_days(start, self._days_in(duration))
        return self._add_time(start, timedelta(seconds=duration.seconds))

    def subtract(self, end: datetime, duration: Duration) -> datetime:
        """The moment that is `duration` before `end`."""
        if not duration.working:
            return end.astimezone(UTC) - timedelta(seconds=duration.seconds)
        if duration.amount < 0:
            return self.add(end, Duration(-duration.amount, duration.unit, True))
        if duration.unit in ("days", "weeks"):
            return self._subtract_days(end, self._days_in(duration))
        return self._subtract_time(end.astimezone(UTC), timedelta(seconds=duration.seconds))

    def between(self, start: datetime, end: datetime) -> float:
        """Working seconds from `start` to `end`; negative when `end` is earlier."""
        if end < start:
            return -self.between(end, start)
        start, end = start.astimezone(UTC), end.astimezone(UTC)
        first, last = self.day_of(start).toordinal(), self.day_of(end).toordinal()
        worked = self._worked(first, start, end)
        if last > first:
            worked += sum((self._total(day) for day in range(first + 1, last)), self._worked(last, start, end))
        return worked.total_seconds()

    def is_working(self, at: datetime) -> bool:
        """Whether `at` lies in working time; the closing minute itself no longer does."""
        return any(opens <= at < closes for opens, closes in self.windows_on(self.day_of(at)))

    def opening(self, at: datetime) -> datetime:
        """`at` if it is working time, else the next moment that is."""
        at = at.astimezone(UTC)
        return max(at, next(self._from(at))[0])

    def next_opening(self, at: datetime) -> datetime:
        """The next moment after `at` at which work begins, be it after lunch, tonight's or a holiday's end."""
        at = at.astimezone(UTC)
        return next(opens for opens, _ in self._from(at) if opens > at)

    def closing(self, at: datetime) -> datetime:
        """`at` if somebody works just before it, else the last moment at which somebody did."""
        at = at.astimezone(UTC)
        return min(at, next(self._back_from(at))[1])

    def day_of(self, at: datetime) -> date:
        """The calendar's day in which `at` falls."""
        return at.astimezone(self.zone).date()

    def is_working_day(self, day: date) -> bool:
        """Whether anybody works on that day at all."""
        return bool(self.windows_on(day))

    def seconds_on(self, day: date) -> float:
        """How long a day's work is."""
        return self._total(day.toordinal()).total_seconds()

    def windows_on(self, day: date) -> tuple[Window, ...]:
        """The stretches of work of one day, in UTC, in order, never overlapping."""
        windows = self._days.get(day)
        if windows is None:
            windows = self._days[day] = self._find_windows(day)
        return windows

    def _worked(self, day: int, start: datetime, end: datetime) -> timedelta:
        """Working time of one day, by its ordinal, between two moments."""
        windows = self.windows_on(date.fromordinal(day))
        return sum((max(min(closes, end) - max(opens, start), NOTHING) for opens, closes in windows), NOTHING)

    def _total(self, day: int) -> timedelta:
        """Working time of a whole day."""
        total = self._totals.get(day)
        if total is None:
            windows = self.windows_on(date.fromordinal(day))
            total = self._totals[day] = sum((closes - opens for opens, closes in windows), NOTHING)
        return total

    def _add_time(self, at: datetime, left: timedelta) -> datetime:
        if not left:
            return self.opening(at)
        for opens, closes in self._from(at):
            begin = opens if opens > at else at
            room = closes - begin
            if left <= room:
                return begin + left
            left -= room
        raise AssertionError("the search ends with a window or with NoWorkingTime")

    def _subtract_time(self, at: datetime, left: timedelta) -> datetime:
        if not left:
            return self.closing(at)
        for opens, closes in self._back_from(at):
            end = closes if closes < at else at
            room = end - opens
            if left <= room:
                return end - left
            left -= room
        raise AssertionError("the search ends with a window or with NoWorkingTime")

    def _add_days(self, start: datetime, days: float) -> datetime:
        at = self.opening(start)
        reached = self._same_clock(at, self._step(self.day_of(at), floor(days), 1))
        part = days - floor(days)
        return self._add_time(reached, self._part(reached, part)) if part else reached

    def _subtract_days(self, end: datetime, days: float) -> datetime:
        at = self.closing(end)
        reached = self._same_clock(at, self._step(self.day_of(at), floor(days), -1))
        part = days - floor(days)
        return self._subtract_time(reached, self._part(reached, part)) if part else reached

    def _part(self, at: datetime, part: float) -> timedelta:
        return timedelta(seconds=round(self.seconds_on(self.day_of(at)) * part))

    def _days_in(self, duration: Duration) -> float:
        """A working week has as many working days as the calendar's ordinary week."""
        if duration.unit == "days":
            return duration.amount
        return duration.amount * (sum(1 for hours in self.definition.week if hours) or 1)

    def _step(self, day: date, steps: int, direction: int) -> date:
        """The working day that lies `steps` working days after (or before) `day`."""
        step = timedelta(days=direction)
        for _ in range(steps):
            day = self._next_day(day, step)
        return day

    def _next_day(self, day: date, step: timedelta) -> date:
        for _ in range(HORIZON_DAYS):
            day = _shift(day, step, self.definition)
            if self.windows_on(day):
                return day
        raise _none(self.definition)

    def _same_clock(self, at: datetime, day: date) -> datetime:
        """The clock time of `at` on another day, moved into that day's hours."""
        clock = at.astimezone(self.zone).timetz()
        moment = datetime.combine(day, clock).astimezone(UTC)
        windows = self.windows_on(day)
        for opens, closes in windows:
            if moment <= closes:
                return max(moment, opens)
        return windows[-1][1]

    def _from(self, at: datetime) -> Iterator[Window]:
        """Windows that end after `at`, earliest first."""
        day = self.day_of(at)
        for _ in range(HORIZON_DAYS):
            for window in self.windows_on(day):
                if window[1] > at:
                    yield window
            day = _shift(day, timedelta(days=1), self.definition)
        raise _none(self.definition)

    def _back_from(self, at: datetime) -> Iterator[Window]:
        """Windows that begin before `at`, latest first."""
        day = self.day_of(at)
        for _ in range(HORIZON_DAYS):
            for window in reversed(self.windows_on(day)):
                if window[0] < at:
                    yield window
            day = _shift(day, timedelta(days=-1), self.definition)
        raise _none(self.definition)

    def _find_windows(self, day: date) -> tuple[Window, ...]:
        if self._whole is not None:
            windows: Iterable[Window] = self._whole.windows_on(day)
        else:
            windows = self._opened(day)
        for absence in self.absences:
            windows = _cut(windows, absence)
        return tuple(windows)

    def _opened(self, day: date) -> Iterator[Window]:
        """Clock times as moments; on a day when the clock changes, windows still never overlap."""
        before = datetime.min.replace(tzinfo=UTC)
        for hours in self.definition.hours_on(day):
            opens = next((at for at in self._moments(day, hours.start) if at >= before), before)
            closes = max(self._moments(day, hours.end))
            if opens < closes:
                yield opens, closes
                before = closes

    def _moments(self, day: date, minutes: int) -> tuple[datetime, datetime]:
        """When a clock shows this: twice in the night in which it is set back, else the same moment twice."""
        days, minutes = divmod(minutes, 24 * 60)
        shown = datetime.combine(day + timedelta(days=days), time(minutes // 60, minutes % 60, tzinfo=self.zone))
        return shown.astimezone(UTC), shown.replace(fold=1).astimezone(UTC)


def _cut(windows: Iterable[Window], absence: Window) -> Iterator[Window]:
    away, back = absence
    for opens, closes in windows:
        if back <= opens or closes <= away:
            yield opens, closes
            continue
        if opens < away:
            yield opens, away
        if back < closes:
            yield back, closes


def _shift(day: date, step: timedelta, definition: CalendarDefinition) -> date:
    try:
        return day + step
    except OverflowError:
        raise _none(definition) from None


def _none(definition: CalendarDefinition) -> NoWorkingTime:
    return NoWorkingTime("accounts.no_working_time", calendar=definition.label)
