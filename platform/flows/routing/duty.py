"""Who is at work at one moment, and when the others are back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from accounts import NoWorkingTime, WorkingCalendar
from definitions import Duration

NEVER = datetime.max.replace(tzinfo=UTC)


class Duty:
    """Working hours, holidays with their make-up days, and leave, as the calendars of house and people have them."""

    def __init__(
        self, now: datetime, house: WorkingCalendar | None, calendar: Callable[[int], WorkingCalendar | None]
    ) -> None:
        self.now = now
        self._house = house
        self._calendar = calendar
        self._back: dict[int, datetime | None] = {}

    def back(self, person: int) -> datetime | None:
        """When somebody who is not at work now will be; None for who is."""
        if person not in self._back:
            self._back[person] = self._find(person)
        return self._back[person]

    def opens(self) -> datetime | None:
        """When work begins next in this house, after now; None where it never does."""
        if self._house is None:
            return None
        try:
            opening = self._house.opening(self.now)
            return opening if opening > self.now else self._house.next_opening(self.now)
        except NoWorkingTime:
            return None

    def later(self, duration: Duration) -> datetime | None:
        """So much later, in working time on the house's calendar where that is meant."""
        if self._house is None:
            return self.now + timedelta(seconds=duration.seconds)
        try:
            return self._house.add(self.now, duration)
        except NoWorkingTime:
            return None

    def _find(self, person: int) -> datetime | None:
        calendar = self._calendar(person)
        if calendar is None or calendar.is_working(self.now):
            return None
        try:
            return calendar.opening(self.now)
        except NoWorkingTime:
            return NEVER


ALWAYS = Duty(datetime.min.replace(tzinfo=UTC), None, lambda person: None)
