"""Least loaded: whoever holds the fewest open records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Any

from .load import Rotation, Workload
from .people import Candidate
from .strategy import Ranked, Strategy, seen, strategy

BY_LOAD = attrgetter("open", "turn", "person")


@strategy("least_loaded")
class LeastLoaded(Strategy):
    """The fewest open records first; of equals the one whose turn is longest ago."""

    def order(
        self, candidates: Sequence[Candidate], rotation: Rotation, workload: Workload, options: Mapping[str, Any]
    ) -> list[Ranked]:
        return sorted(seen(candidates, rotation, workload), key=BY_LOAD)
