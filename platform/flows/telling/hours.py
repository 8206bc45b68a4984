"""Quiet hours and digests, on a person's own clock."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
CLOCK_SCHEMA = {"type": "string", "pattern": f"^{CLOCK.pattern}$", "description": "A time of day: 08:30"}
HOURLY, DAILY = "hour", "day"


@dataclass(frozen=True)
class Quiet:
    """From when until when nothing is heard; over midnight where it ends before it begins."""

    start: time
    end: time

    @classmethod
    def of(cls, written: Mapping[str, str]) -> Quiet:
        """`{from: "21:00", to: "08:00"}`."""
        return cls(clock(written["from"]), clock(written["to"]))

    def as_json(self) -> dict[str, str]:
        """The same in writing."""
        return {"from": f"{self.start:%H:%M}", "to": f"{self.end:%H:%M}"}

    def ends_after(self, now: datetime, zone: ZoneInfo) -> datetime | None:
        """When the quiet that holds now will end; None where none holds."""
        local = now.astimezone(zone)
        at = local.time()
        inside = self.start <= at < self.end if self.start < self.end else at >= self.start or at < self.end
        return _next(local, self.end) if inside and self.start != self.end else None


@dataclass(frozen=True)
class Digest:
    """How often what was gathered is told: at each full hour, or once a day."""

    every: str = DAILY
    at: time = time(8, 30)

    @classmethod
    def of(cls, written: Mapping[str, str]) -> Digest:
        """`{every: day, at: "08:30"}` or `{every: hour}`."""
        return cls(written.get("every", DAILY), clock(written["at"]) if "at" in written else time(8, 30))

    def as_json(self) -> dict[str, str]:
        """The same in writing."""
        return {"every": self.every, "at": f"{self.at:%H:%M}"}

    def next_after(self, now: datetime, zone: ZoneInfo) -> datetime:
        """When it comes next."""
        local = now.astimezone(zone)
        if self.every == HOURLY:
            return (now + timedelta(hours=1)).replace(minute=0, second=0, microsecond=0)
        return _next(local, self.at)


def clock(written: str) -> time:
    """A time of day."""
    found = CLOCK.fullmatch(written)
    if found is None:
        raise ValueError(f"not a time of day: {written!r}")
    return time(int(found[1]), int(found[2]))


def _next(local: datetime, at: time) -> datetime:
    """The next time a clock on the wall shows this; days are counted on the wall, not in hours."""
    today = local.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0, fold=0)
    if today > local:
        return today.astimezone(UTC)
    return (today + timedelta(days=1)).astimezone(UTC)
