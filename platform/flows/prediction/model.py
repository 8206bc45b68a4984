"""What was learnt, as plain numbers: predicting needs no library, and says why; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp
from typing import Any, NamedTuple

from .features import Steps

# Of these only what holds is a reason: not being one of many choices says nothing to a person.
ONLY_IF_HELD = ("choice:", "range:", "stage:", "age:", "has:")
MOST_REASONS, LEAST_WEIGHT = 3, 0.05


class Because(NamedTuple):
    """A feature that speaks for or against, whether it holds, and by how much (in log-odds)."""

    feature: str
    held: bool
    weight: float


@dataclass(frozen=True)
class Model:
    """A logistic model: weights of features, calibrated by a line over its sums."""

    intercept: float
    weights: Mapping[str, float]
    means: Mapping[str, float]
    slope: float
    shift: float
    steps: Steps

    def chance(self, held: Mapping[str, float]) -> float:
        """How likely a record with these features is won."""
        total = self.intercept + sum(weight * held.get(name, 0.0) for name, weight in self.weights.items())
        return 1 / (1 + exp(-max(-30.0, min(30.0, self.slope * total + self.shift))))

    def reasons(self, held: Mapping[str, float]) -> list[Because]:
        """What speaks most for it, then what speaks most against it, compared with the average record."""
        told = [one for name in self.weights if (one := self._because(name, held)) is not None]
        best = sorted((one for one in told if one.weight > 0), key=lambda one: -one.weight)[:MOST_REASONS]
        worst = sorted((one for one in told if one.weight < 0), key=lambda one: one.weight)[:MOST_REASONS]
        return [*best, *worst]

    def _because(self, name: str, held: Mapping[str, float]) -> Because | None:
        value = held.get(name, 0.0)
        if not value and name.startswith(ONLY_IF_HELD):
            return None
        weight = self.slope * self.weights[name] * (value - self.means.get(name, 0.0))
        return Because(name, bool(value), round(weight, 4)) if abs(weight) >= LEAST_WEIGHT else None

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "intercept": self.intercept,
            "weights": dict(self.weights),
            "means": dict(self.means),
            "slope": self.slope,
            "shift": self.shift,
            "cuts": {name: list(cuts) for name, cuts in self.steps.cuts.items()},
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Model:
        """Reads back what `as_json` wrote."""
        plain = {name: kept[name] for name in ("intercept", "weights", "means", "slope", "shift")}
        return cls(**plain, steps=Steps(kept["cuts"]))
