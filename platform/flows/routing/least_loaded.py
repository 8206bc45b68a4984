"""Least loaded: whoever holds the fewest open records."""

from __future__ import annotations

from operator import attrgetter

from .strategy import Choice, Ranked, Strategy, strategy

BY_LOAD = attrgetter("open", "turn", "person")


@strategy("least_loaded")
class LeastLoaded(Strategy):
    """The fewest open records first; of equals the one whose turn is longest ago."""

    def order(self, choice: Choice) -> list[Ranked]:
        return sorted(choice.seen(), key=BY_LOAD)
