"""How one of several candidates is chosen: a strategy orders them, the first gets the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from definitions import Registry

from .load import Rotation, Workload
from .people import Candidate


class Ranked(NamedTuple):
    """A candidate in the order of the strategy, with what the order was made from."""

    person: int
    open: int
    today: int
    turn: float
    score: float | None = None


class Strategy:
    """Orders candidates; one file each. `options` is a JSON Schema of what an admin may set."""

    options: Mapping[str, Any] = {}

    def order(
        self, candidates: Sequence[Candidate], rotation: Rotation, workload: Workload, options: Mapping[str, Any]
    ) -> list[Ranked]:
        """Everybody, the next owner first. Must not depend on the order in which the candidates come."""
        raise NotImplementedError

    def give(self, person: Candidate, rotation: Rotation, options: Mapping[str, Any]) -> None:
        """Remembers the turn."""
        rotation.take_turn(person.id)


STRATEGIES: Registry[type[Strategy]] = Registry("strategies", package="flows.routing")


def strategy(name: str):
    """Class decorator: `@strategy("round_robin")`."""
    return STRATEGIES.register(name)


def seen(candidate: Candidate, rotation: Rotation, workload: Workload, score: float | None = None) -> Ranked:
    """The candidate with their load and turn as they stand."""
    person = candidate.id
    return Ranked(person, workload.open(person), workload.today(person), rotation.turn(person), score)
