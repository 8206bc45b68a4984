"""Waiting: a record that nobody can take now is asked about again at a moment that the rules name."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from definitions import Duration, say

from .duty import NEVER, Duty

if TYPE_CHECKING:
    from rules import Env

WORKING_TIME = ("working time", "工作时间")


@dataclass(frozen=True)
class Wait:
    """Until when, and how often one record may wait here; `until` is None for the next working time."""

    until: Duration | time | datetime | None = None
    times: int = 1

    def ends(self, env: Env, duty: Duty, back: Collection[datetime] = ()) -> datetime | None:
        """The moment to ask again; None where it is over. `back` is when those who could take it are back at work."""
        if self.until is None:
            soonest = min(back, default=NEVER)
            return soonest if soonest != NEVER else duty.opens()
        if isinstance(self.until, Duration):
            return duty.later(self.until)
        if isinstance(self.until, datetime):
            moment = self.until.replace(tzinfo=env.zone).astimezone(UTC)
            return moment if moment > env.now else None
        return _next_clock(self.until, env)

    def words(self, language: str) -> str:
        """`until work begins`, `for 30 minutes`, `until 09:00`."""
        if self.until is None:
            return say("routing.wait.working_time", language)
        if isinstance(self.until, Duration):
            return say("routing.wait.duration", language, time=self.until.words(language))
        shown = f"{self.until:%H:%M}" if isinstance(self.until, time) else f"{self.until:%Y-%m-%d %H:%M}"
        return say("routing.wait.moment", language, moment=shown)


def read_wait(written: str, times: int) -> Wait:
    """Reads `working time`, `2 working hours`, `09:00`, `2026-12-01 09:00`; ValueError where it is none of them."""
    text = " ".join(written.split())
    if text.lower() in WORKING_TIME:
        return Wait(None, times)
    try:
        return Wait(Duration.parse(text), times)
    except ValueError:
        pass
    try:
        return Wait(time.fromisoformat(text), times)
    except ValueError:
        return Wait(datetime.fromisoformat(text).replace(tzinfo=None), times)


def _next_clock(clock: time, env: Env) -> datetime:
    """The next moment at which the house's clock shows this."""
    local = env.now.astimezone(env.zone)
    today = local.replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0)
    moment = today if today > local else (today + timedelta(days=1))
    return moment.astimezone(UTC)
