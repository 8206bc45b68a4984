"""Weighted: everybody in turn, some more often than others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .load import Rotation
from .people import Candidate
from .strategy import Choice, Ranked, Strategy, strategy

DEFAULT_WEIGHT = 1.0
FIRST_TURN = 1.0  # 0 means that there was none yet


@strategy("weighted")
class Weighted(Strategy):
    """A person of weight 2 gets twice what one of weight 1 gets; the weight is an attribute of the person.

    A turn lasts 1/weight. A person's next turn starts where their last one ends, but never before the turn that was
    given last: nobody catches up on what passed while they were away.
    """

    options = {
        "by": {
            "type": "string",
            "pattern": "^[a-z][a-z0-9_]*$",
            "description": "The person's attribute that holds the weight; without one everybody weighs 1",
        }
    }

    def order(self, choice: Choice) -> list[Ranked]:
        weights = [_weight(candidate, choice.options) for candidate in choice.candidates]
        looked_at = zip(choice.seen(), weights, strict=True)
        rotation = choice.rotation
        return sorted((one._replace(score=weight) for one, weight in looked_at), key=lambda one: _place(one, rotation))

    def give(self, person: Candidate, rotation: Rotation, options: Mapping[str, Any]) -> None:
        rotation.take_turn(person.id, _start(person.id, _weight(person, options), rotation))


def _place(one: Ranked, rotation: Rotation) -> tuple[float, float, int]:
    start = _start(one.person, one.score, rotation)
    return start, start + 1 / one.score, one.person


def _start(person: int, weight: float, rotation: Rotation) -> float:
    last = rotation.turn(person)
    return max(rotation.newest, round(last + 1 / weight, 9) if last else FIRST_TURN)


def _weight(candidate: Candidate, options: Mapping[str, Any]) -> float:
    try:
        weight = float(candidate.attributes.get(options.get("by", "weight"), DEFAULT_WEIGHT))
    except (TypeError, ValueError):
        return DEFAULT_WEIGHT
    return weight if 0 < weight < float("inf") else DEFAULT_WEIGHT
