"""Scales with round numbers, and how these are written beside an axis."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, log10

from definitions import say

DAY, HOUR, MINUTE = 86400, 3600, 60
NICE = (1, 2, 2.5, 5, 10)
SCALES = {"zh": ((10**8, "亿"), (10**4, "万")), "en": ((10**9, "B"), (10**6, "M"), (10**3, "k"))}


@dataclass(frozen=True)
class Scale:
    """Round numbers from at most the least to at least the greatest, both with the axis in them."""

    ticks: tuple[float, ...]
    type: str

    @property
    def low(self) -> float:
        return self.ticks[0]

    @property
    def high(self) -> float:
        return self.ticks[-1]

    def part(self, value: float) -> float:
        """How far up a value stands, from 0 to 1."""
        return (value - self.low) / (self.high - self.low)

    def text(self, tick: float, language: str) -> str:
        """A tick in words: 20%, 3 d, 80 万."""
        if self.type == "percent":
            return f"{_plain(100 * tick)}%"
        if self.type == "duration":
            return _time(tick, self.high, language)
        return _amount(tick, language)


def scale_of(values: Iterable[float], type: str, *, steps: int = 4) -> Scale:
    """The scale for these values; 0 is always on it, as a length without it deceives."""
    found = list(values)
    low, high = min([0, *found]), max([0, *found])
    unit = _unit(high) if type == "duration" else 0.01 if type == "percent" else 1
    step = _step((high - low) / unit, steps, whole=type == "integer") * unit
    return Scale(tuple(step * place for place in range(floor(low / step), max(ceil(high / step), 1) + 1)), type)


def _step(span: float, steps: int, *, whole: bool) -> float:
    if span <= 0:
        return 1
    raw = span / steps
    size = 10.0 ** floor(log10(raw))
    step = next(nice * size for nice in NICE if nice * size >= raw * 0.999999)
    if whole and step < 1:
        return 1
    return int(step) if float(step).is_integer() else ceil(step) if whole else step


def _unit(seconds: float) -> int:
    """What a length of time is told in."""
    return DAY if seconds >= 2 * DAY else HOUR if seconds >= 2 * HOUR else MINUTE


def _time(seconds: float, most: float, language: str) -> str:
    unit = _unit(most)
    key = {DAY: "days", HOUR: "hours", MINUTE: "minutes"}[unit]
    return say(f"reports.{key}", language, amount=_plain(seconds / unit)) if seconds else "0"


def _amount(value: float, language: str) -> str:
    for size, word in SCALES.get(language[:2], SCALES["en"]):
        if abs(value) >= size:
            return f"{_plain(value / size)}{'' if language[:2] != 'zh' else ' '}{word}"
    return _plain(value)


def _plain(value: float) -> str:
    return f"{round(value, 6):,g}" if abs(value) < 10**6 else f"{value:,.0f}"
