"""Round robin: whoever had their turn longest ago."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Any

from .load import Rotation, Workload
from .people import Candidate
from .strategy import Ranked, Strategy, seen, strategy

BY_TURN = attrgetter("turn", "person")


@strategy("round_robin")
class RoundRobin(Strategy):
    """Everybody in turn, whatever they hold."""

    def order(
        self, candidates: Sequence[Candidate], rotation: Rotation, workload: Workload, options: Mapping[str, Any]
    ) -> list[Ranked]:
        return sorted(seen(candidates, rotation, workload), key=BY_TURN)
