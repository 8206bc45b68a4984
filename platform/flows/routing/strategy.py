"""How one of several candidates is chosen: a strategy orders them, the first gets the record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from definitions import Catalog, Problem, Registry, Source
from rules import Env

from ..measures import History
from .limits import NO_LIMITS, Limits
from .load import Rotation, Workload
from .people import Candidate

if TYPE_CHECKING:
    from .definition import Routing

Path = tuple[Any, ...]
ANY_TIME = Env(datetime.min.replace(tzinfo=UTC))


class Ranked(NamedTuple):
    """A candidate in the order of the strategy, with what the order was made from."""

    person: int
    open: int
    today: int
    turn: float
    score: float | None = None
    parts: tuple[tuple[float | None, int, float | None], ...] | None = None  # what the score was made of

    def as_json(self) -> list[Any]:
        """The form in which it is stored, without the blanks at its end."""
        if self.parts is not None:
            return list(self)
        return list(self[:4] if self.score is None else self[:5])


@dataclass(frozen=True, slots=True)
class Choice:
    """What a strategy chooses from: who could take the record, whose turn it is, what they hold, what is asked."""

    candidates: Sequence[Candidate]
    rotation: Rotation = field(default_factory=Rotation)
    workload: Workload = field(default_factory=Workload)
    options: Any = field(default_factory=dict)
    limits: Limits = NO_LIMITS
    values: Mapping[str, Any] = field(default_factory=dict)
    history: History = field(default_factory=History)
    env: Env = ANY_TIME

    def seen(self) -> list[Ranked]:
        """The candidates with their loads and turns as they stand."""
        opens, todays, turns = self.workload.opens.get, self.workload.todays.get, self.rotation.turns.get
        ids = [candidate.id for candidate in self.candidates]
        return [Ranked(id, opens(id, 0), todays(id, 0), turns(id, 0.0)) for id in ids]


class Strategy:
    """Orders candidates; one file each. `options` is a JSON Schema of what an admin may set."""

    options: Mapping[str, Any] = {}

    def order(self, choice: Choice) -> list[Ranked]:
        """Everybody, the next owner first. Must not depend on the order in which the candidates come."""
        raise NotImplementedError

    def give(self, person: Candidate, rotation: Rotation, options: Any) -> None:
        """Remembers the turn."""
        rotation.take_turn(person.id)

    @classmethod
    def read(cls, source: Source, path: Path, written: Mapping[str, Any]) -> Any:
        """The options as `order` wants them; what the schema cannot see is collected as problems."""
        return dict(written)

    @classmethod
    def problems(cls, catalog: Catalog, routing: Routing, path: Path, options: Any) -> Iterable[Problem]:
        """What only a look across files can find in the options."""
        return ()


STRATEGIES: Registry[type[Strategy]] = Registry("strategies", package="flows.routing")


def strategy(name: str):
    """Class decorator: `@strategy("round_robin")`."""
    return STRATEGIES.register(name)
