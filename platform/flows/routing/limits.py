"""How many records a person may hold and be given."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What a person may hold, and be given on one day and within an hour."""

    open: int | None = None
    per_day: int | None = None
    per_hour: int | None = None

    def as_json(self) -> dict[str, int]:
        named = (("open", self.open), ("per_day", self.per_day), ("per_hour", self.per_hour))
        return {name: value for name, value in named if value is not None}


NO_LIMITS = Limits()
