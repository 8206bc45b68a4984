"""Scales with round numbers, and how these are written beside an axis."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, log10

from ..answers.lengths import DAY, HOUR, MINUTE, SECOND, length_of_time

NICE = (1, 2, 2.5, 5, 10)
# Steps of lengths of time below those of whole days.
SIXTIETHS = (1, 2, 5, 10, 15, 30)
PARTS = ((SECOND, SIXTIETHS), (MINUTE, SIXTIETHS), (HOUR, (1, 2, 3, 6, 12)))
SHORT = tuple(unit * amount for unit, amounts in PARTS for amount in amounts)
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
        """A tick in words: 20%, 36 h, 80 万."""
        if self.type == "percent":
            return f"{_plain(100 * tick)}%"
        if self.type == "duration":
            return length_of_time(tick, language) if tick else "0"
        return _amount(tick, language)


def scale_of(values: Iterable[float], type: str, *, steps: int = 4) -> Scale:
    """The scale for these values; 0 is always on it, as a length without it deceives."""
    found = list(values)
    low, high = min([0, *found]), max([0, *found])
    if type == "duration":
        step = _step_of_times(high - low, steps)
    else:
        unit = 0.01 if type == "percent" else 1
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


def _step_of_times(span: float, steps: int) -> float:
    """Half a minute, a quarter of an hour, six hours; from a day on as numbers have them."""
    if span <= 0:
        return HOUR
    short = next((each for each in SHORT if each * steps >= span * 0.999999), None)
    return short or _step(max(span / DAY, steps), steps, whole=False) * DAY


def _amount(value: float, language: str) -> str:
    for size, word in SCALES.get(language[:2], SCALES["en"]):
        if abs(value) >= size:
            return f"{_plain(value / size)}{'' if language[:2] != 'zh' else ' '}{word}"
    return _plain(value)


def _plain(value: float) -> str:
    return f"{round(value, 6):,g}" if abs(value) < 10**6 else f"{value:,.0f}"
