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


def seen(candidates: Sequence[Candidate], rotation: Rotation, workload: Workload) -> list[Ranked]:
    """The candidates with their loads and turns as they stand."""
    opens, todays, turns = workload.opens.get, workload.todays.get, rotation.turns.get
    ids = [candidate.id for candidate in candidates]
    return [Ranked(id, opens(id, 0), todays(id, 0), turns(id, 0.0)) for id in ids]
