"""A number that is kept with each person: years here, a rating, a certificate's level."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from definitions import Source

from .measure import Asked, Measure, Measured, Path, measure
from .tags import ATTRIBUTE


@dataclass(frozen=True)
class Kept:
    """Which attribute."""

    person: str


@measure("attribute")
class Attribute(Measure):
    """The more the better, measured by the candidate who has most."""

    counts = False
    options = {"person": ATTRIBUTE}

    @classmethod
    def check(cls, source: Source, path: Path, written: Mapping[str, Any]) -> Kept:
        if "person" not in written:
            source.problem(path, "problem.missing_key", name="person")
        return Kept(written.get("person", ""))

    def of(self, person: Asked, key: Hashable, read: Any, options: Kept) -> Measured:
        try:
            value = float(person.attributes.get(options.person))
        except (TypeError, ValueError):
            return Measured(None, 0)
        return Measured(value, 1) if 0 <= value < float("inf") else Measured(None, 0)
