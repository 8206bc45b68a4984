"""Lengths of time as people write them: `7d`, `3 working hours`, `2 个工作日`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .texts import say

SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400, "weeks": 604800}

_UNITS = {
    "seconds": ("s", "sec", "second", "seconds", "秒", "秒钟"),
    "minutes": ("m", "min", "minute", "minutes", "分", "分钟"),
    "hours": ("h", "hour", "hours", "小时", "钟头"),
    "days": ("d", "day", "days", "天", "日"),
    "weeks": ("w", "week", "weeks", "周", "星期"),
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words}
_WRITTEN = re.compile(r"^\s*(\d{1,7}(?:\.\d{1,3})?)\s*(个)?\s*(working|工作)?\s*([A-Za-z]+|[\u4e00-\u9fff]+)\s*$")
_WORDS = {
    "zh": {"seconds": "秒", "minutes": "分钟", "hours": "小时", "days": "天", "weeks": "周"},
    "en": {"seconds": "second", "minutes": "minute", "hours": "hour", "days": "day", "weeks": "week"},
}


@dataclass(frozen=True, slots=True, order=False)
class Duration:
    """An amount of seconds, minutes, hours, days or weeks, of wall or of working time."""

    amount: float
    unit: str
    working: bool = False

    @classmethod
    def parse(cls, written: str) -> Duration:
        """Reads `30m`, `3 working hours`, `2 个工作日`; ValueError says what is allowed."""
        match = _WRITTEN.match(str(written))
        unit = _UNIT_OF.get(match[4].lower()) if match else None
        if not match or unit is None:
            raise ValueError(f"not a duration: {written!r}")
        amount = float(match[1])
        return cls(int(amount) if amount.is_integer() else amount, unit, bool(match[3]))

    @property
    def seconds(self) -> float:
        """Length in seconds, reading a day as 24 hours; for working time only a calendar knows."""
        return self.amount * SECONDS[self.unit]

    def words(self, language: str) -> str:
        """`3 个工作小时`, `3 working hours`."""
        if language.startswith("zh"):
            return self._chinese()
        noun = _WORDS["en"][self.unit] + ("" if self.amount == 1 else "s")
        return f"{self.amount} {'working ' if self.working else ''}{noun}"

    def _chinese(self) -> str:
        if not self.working:
            return f"{self.amount} {_WORDS['zh'][self.unit]}"
        noun = "工作日" if self.unit == "days" else "工作" + _WORDS["zh"][self.unit]
        return f"{self.amount} 个{noun}"

    def __str__(self) -> str:
        return self.words("en")


def elapsed(minutes: int, language: str) -> str:
    """A stretch as people say it: `42 分钟`, `2 小时 40 分钟`, `1 天 3 小时`; from a week on in days alone."""
    hours, left = divmod(max(0, minutes), 60)
    days, hours_left = divmod(hours, 24)
    parts = {"days": days, "hours": hours_left if days < 7 else 0} if days else {"hours": hours, "minutes": left}
    said = [say(f"ui.{unit}", language, n=amount) for unit, amount in parts.items() if amount]
    return " ".join(said) or say("ui.minutes", language, n=0)


DURATION_SCHEMA = {
    "type": "string",
    "description": "A length of time: 30m, 2h, 7d, 3 working hours, 2 working days",
    "pattern": _WRITTEN.pattern,
    "x-problem": "problem.not_a_duration",
}
