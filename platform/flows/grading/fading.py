"""How points of behaviours go away with time, in Python and in SQL; and when they next lose a whole point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log2

import sqlalchemy as sa
from sqlalchemy import ColumnElement

from definitions import Duration

# After so many half-lives nothing that counts is left; PostgreSQL takes no smaller power.
MOST_HALVES = 64.0
# A step is looked at a moment late rather than a moment early, when nothing would have changed yet.
LATE = timedelta(seconds=1)


@dataclass(frozen=True)
class Fade:
    """Points halve again and again (`half_life`), or shrink evenly until nothing is left (`fades_over`)."""

    length: Duration
    halves: bool

    @property
    def seconds(self) -> float:
        return float(self.length.seconds)

    def left(self, age: float) -> float:
        """What is left of one after so many seconds."""
        if self.halves:
            return 2.0 ** max(-MOST_HALVES, -(age / self.seconds))
        return 0.0 if age >= self.seconds else 1.0 - age / self.seconds

    def left_sql(self, moment: ColumnElement, now: int) -> ColumnElement:
        """The same for a column of moments in microseconds; what lies ahead of `now` counts nothing yet."""
        age = (sa.literal(now, sa.BigInteger) - moment) / _number(1_000_000)
        shares, zero = age / _number(self.seconds), _number(0)
        if self.halves:
            power = sa.func.power(_number(2), -shares, type_=sa.Double())
            left = sa.case((shares < _number(MOST_HALVES), power), else_=_number(2.0**-MOST_HALVES))
        else:
            left = sa.case((shares < _number(1), _number(1) - shares), else_=zero)
        return sa.case((age >= zero, left), else_=zero)

    def falls_below(self, sizes: float, level: float, moments: Sequence[datetime], now: datetime) -> datetime | None:
        """When so many points for each moment come to less than `level`, which they now reach; None where never."""
        ages = [(now - at).total_seconds() for at in moments if at <= now]
        seconds = self._halving(sizes, level, ages) if self.halves else self._shrinking(sizes, level, ages)
        try:
            return now + timedelta(seconds=seconds) + LATE
        except OverflowError:
            return None

    def _halving(self, sizes: float, level: float, ages: Sequence[float]) -> float:
        return self.seconds * log2(sizes * sum(map(self.left, ages)) / level)

    def _shrinking(self, sizes: float, level: float, ages: Sequence[float]) -> float:
        """A straight line from one moment's end to the next one's."""
        passed, height = 0.0, sizes * sum(map(self.left, ages))
        ends = sorted(self.seconds - age for age in ages if age < self.seconds)
        for place, end in enumerate(ends):
            slope = sizes * (len(ends) - place) / self.seconds
            if height - slope * (end - passed) < level:
                return passed + (height - level) / slope
            passed, height = end, height - slope * (end - passed)
        return passed


def whole_steps(most: float) -> Iterator[float]:
    """The levels below which a number of points reads as one point less: 7.5, 6.5 …"""
    return (level + 0.5 for level in range(int(most + 0.5) - 1, -1, -1))


def _number(value: float) -> ColumnElement:
    return sa.literal(float(value), sa.Double)
