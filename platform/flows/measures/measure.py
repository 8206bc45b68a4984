"""One measure of a person: read for everybody at once, compared among those who could take a record."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from definitions import Catalog, Duration, Problem, Registry, Source
from rules import Env

if TYPE_CHECKING:
    from .history import Reader

Values = Mapping[str, Any]
Path = tuple[Any, ...]

OVER = {"type": "string", "description": "How far one looks back: 30 days"}
PRIOR = {
    "type": "integer",
    "minimum": 0,
    "maximum": 1000,
    "description": "How many average cases are added to each person's own, so that few cases do not decide; 10",
}
DEFAULT_OVER, DEFAULT_PRIOR = Duration(30, "days"), 10


class Measured(NamedTuple):
    """What was found of one person, and out of how many cases; None where there is nothing to say."""

    value: float | None
    n: int = 0


@dataclass(frozen=True)
class Asked:
    """What a measure is told of one person beside what was read: their attributes and what they hold."""

    id: int
    attributes: Mapping[str, Any] = field(default_factory=dict)
    open: int = 0
    limit: int | None = None


class Measure:
    """One file each. `options` is a JSON Schema of what an admin may set beside the weight."""

    options: Mapping[str, Any] = {}
    less_is_better = False
    moves = False  # whether it changes with every record that is given
    counts = True  # whether it says out of how many cases

    def read(self, reader: Reader, options: Any) -> Any:
        """What has to be read for it, of everybody in one go; called once."""
        return None

    def key(self, options: Any, values: Values, env: Env) -> Hashable:
        """What of the record it depends on."""
        return None

    def of(self, person: Asked, key: Hashable, read: Any, options: Any) -> Measured:
        """One person, in view of a record."""
        raise NotImplementedError

    def fits(self, found: Sequence[Measured]) -> list[float | None]:
        """How well each does beside the best of them, from 0 to 1; None for all where nothing can be said."""
        known = [one.value for one in found if one.value is not None]
        if not known:
            return [None] * len(found)
        if self.less_is_better:
            best = max(min(known), LEAST)
            return [0.0 if one.value is None else best / max(one.value, LEAST) for one in found]
        best = max(known)
        return [0.0 if one.value is None else one.value / best if best > 0 else 1.0 for one in found]

    @classmethod
    def names(cls, options: Any) -> Iterable[str]:
        """The record's fields it asks for."""
        return ()

    @classmethod
    def check(cls, source: Source, path: Path, written: Mapping[str, Any]) -> Any:
        """The options as `read` and `of` want them."""
        return dict(written)

    @classmethod
    def problems(cls, catalog: Catalog, definition: Any, path: Path, options: Any) -> Iterable[Problem]:
        """What only a look at the form can find in them."""
        return ()

    def shown(self, value: float, language: str) -> str:
        """The value in words."""
        return f"{value:g}"


LEAST = 1.0  # below a minute nobody is faster than anybody else

MEASURES: Registry[type[Measure]] = Registry("measures", package="flows.measures")


def measure(name: str):
    """Class decorator: `@measure("win_rate")`."""
    return MEASURES.register(name)
