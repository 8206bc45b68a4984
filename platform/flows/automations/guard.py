"""The loop guard: flows that lead to flows end, and none begins for one record without end; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

from definitions import Reason

from .matching import Start

# So many runs may lead to one another; the next is written down and not begun.
MOST_DEPTH = 8
WINDOW = timedelta(hours=1)


class Guard:
    """Stops what goes in circles; counts what it lets through."""

    def __init__(self, begun: Mapping[tuple[str, int], int]) -> None:
        """Takes how often each automation began for each record within the window."""
        self._begun = Counter(begun)

    def stops(self, start: Start) -> Reason | None:
        """Why this start is not let through; None where it is."""
        if start.depth > MOST_DEPTH:
            return Reason("automation.guard.depth", {"most": MOST_DEPTH})
        most = start.automation.per_hour
        if start.record and self._begun[start.automation.id, start.record] >= most:
            return Reason("automation.guard.rate", {"n": most})
        self._begun[start.automation.id, start.record] += 1
        return None
