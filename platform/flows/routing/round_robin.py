"""Round robin: whoever had their turn longest ago."""

from __future__ import annotations

from operator import attrgetter

from .strategy import Choice, Ranked, Strategy, strategy

BY_TURN = attrgetter("turn", "person")


@strategy("round_robin")
class RoundRobin(Strategy):
    """Everybody in turn, whatever they hold."""

    def order(self, choice: Choice) -> list[Ranked]:
        return sorted(choice.seen(), key=BY_TURN)
