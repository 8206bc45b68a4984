"""What SQLite lacks: the percentile that PostgreSQL calls `percentile_cont`, as an aggregate of the same name."""

from __future__ import annotations

from typing import Any


class PercentileCont:
    """The value at a share of the way through the ordered values; between two of them, on the line between them."""

    def __init__(self) -> None:
        self._values: list[float] = []
        self._share = 0.0

    def step(self, value: float | None, share: float) -> None:
        """Take one row; what is null does not count."""
        if value is not None:
            self._values.append(value)
            self._share = share

    def finalize(self) -> float | None:
        """Read the place; of nothing there is no percentile."""
        values = self._values
        if not values:
            return None
        values.sort()
        place = self._share * (len(values) - 1)
        low = int(place)
        return values[low] + (values[min(low + 1, len(values) - 1)] - values[low]) * (place - low)


def install(connection: Any) -> None:
    """Teach them to a connection."""
    connection.create_aggregate("percentile_cont", 2, PercentileCont)
