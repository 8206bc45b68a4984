"""Shares of cases, with the average added where a person has few of their own."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field

from .measure import Measured


@dataclass
class Cases:
    """Good cases out of all, by whatever one asks for."""

    good: dict[Hashable, int] = field(default_factory=dict)
    all: dict[Hashable, int] = field(default_factory=dict)

    def add(self, key: Hashable, n: int, *, good: bool) -> None:
        """Count some cases."""
        self.all[key] = self.all.get(key, 0) + n
        if good:
            self.good[key] = self.good.get(key, 0) + n

    def rate(self, key: Hashable, *, prior: float, average: float | None) -> float | None:
        """The share of good ones, with `prior` average cases added; None where nothing is known at all."""
        n, good = self.all.get(key, 0), self.good.get(key, 0)
        if average is None:
            return good / n if n else None
        return (good + prior * average) / (n + prior) if n + prior else average

    def average(self, keys: Iterable[Hashable] | None = None) -> float | None:
        """The share over everybody."""
        wanted = list(self.all if keys is None else keys)
        n = sum(self.all.get(key, 0) for key in wanted)
        return sum(self.good.get(key, 0) for key in wanted) / n if n else None


def smoothed(values: Mapping[int, list[float]], person: int, *, prior: float, house: float | None, take) -> Measured:
    """A person's typical value, drawn towards the house's where they have few cases."""
    own = values.get(person, [])
    if house is None:
        return Measured(None, 0)
    if not own:
        return Measured(house, 0)
    return Measured((take(own) * len(own) + house * prior) / (len(own) + prior), len(own))
