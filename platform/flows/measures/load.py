"""How much room a person has."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from .measure import Asked, Measure, Measured, measure


@measure("load")
class Load(Measure):
    """Open records in hand: the share of the rule's limit that is free, or of one more than the fullest holds."""

    moves = True
    counts = False
    less_is_better = True

    def of(self, person: Asked, key: Hashable, read: Any, options: Any) -> Measured:
        return Measured(person.open, person.limit or 0)

    def fits(self, found: Sequence[Measured]) -> list[float | None]:
        most = max((one.value or 0 for one in found), default=0) + 1
        return [max(0.0, 1 - (one.value or 0) / (one.n or most)) for one in found]
