"""Best match: candidates weighed by several measures, each beside the best of those who could take the record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from definitions import Catalog, Problem, Source

from ..measures import MEASURES, Asked, Measure, Measured
from .people import Candidate
from .strategy import Choice, Path, Ranked, Strategy, strategy

if TYPE_CHECKING:
    from .definition import Routing

OWN = ("measure", "weight")
MOST_CRITERIA = 12
# Scores are kept, and compared, with as many digits as are stored: deciding again from what is stored gives the same.
DIGITS = 4


@dataclass(frozen=True, eq=False)
class Criterion:
    """One measure with its weight and its options."""

    measure: str
    weight: float
    options: Any
    measures: Measure


@dataclass(frozen=True, eq=False)
class Criteria:
    """What candidates are weighed by."""

    all: tuple[Criterion, ...] = ()

    @property
    def record_names(self) -> frozenset[str]:
        """The record's fields that any criterion asks for."""
        return frozenset(name for one in self.all for name in one.measures.names(one.options))


Part = tuple[float | None, int, float | None]  # the value, out of how many, and how well it does: 0 to 1


@strategy("best_match")
class BestMatch(Strategy):
    """Whoever does best over all criteria; of equals the one whose turn is longest ago."""

    options = {
        "criteria": {
            "type": "array",
            "minItems": 1,
            "maxItems": MOST_CRITERIA,
            "items": {
                "type": "object",
                "properties": {
                    "measure": {"type": "string"},
                    "weight": {"type": "number", "exclusiveMinimum": 0, "maximum": 1000},
                },
                "required": ["measure"],
            },
            "description": "What candidates are weighed by: {measure: win_rate, weight: 3, over: 30 days}",
        }
    }

    def order(self, choice: Choice) -> list[Ranked]:
        criteria = choice.options.all if choice.options else ()
        people = [_asked(person, choice) for person in choice.candidates]
        columns = [self._column(one, people, choice) for one in criteria]
        ranked = []
        for place, one in enumerate(choice.seen()):
            parts = tuple(column[place] for column in columns)
            ranked.append(one._replace(score=score_of(criteria, parts), parts=parts))
        return sorted(ranked, key=by_score)

    def _column(self, criterion: Criterion, people: Sequence[Asked], choice: Choice) -> list[Part]:
        """One criterion over all candidates; what no assignment changes is found once for those who are alike."""
        measures, options = criterion.measures, criterion.options
        key = measures.key(options, choice.values, choice.env)
        memory = choice.history.kept
        mark = (id(criterion), key, tuple(person.id for person in people)) if not measures.moves else None
        found = memory.get(mark) if mark else None
        if found is None:
            read = choice.history.of(criterion.measure, options)
            values = [measures.of(person, key, read, options) for person in people]
            found = list(map(_part, values, measures.fits(values)))
            if mark:
                memory[mark] = found
        return found

    @classmethod
    def read(cls, source: Source, path: Path, written: Mapping[str, Any]) -> Criteria:
        if not written.get("criteria"):
            source.problem(path, "problem.missing_key", name="criteria")
        each = enumerate(written.get("criteria", ()))
        found = [_criterion(source, (*path, "criteria", place), one) for place, one in each]
        return Criteria(tuple(one for one in found if one is not None))

    @classmethod
    def problems(cls, catalog: Catalog, routing: Routing, path: Path, options: Criteria) -> Iterable[Problem]:
        for place, one in enumerate(options.all):
            yield from one.measures.problems(catalog, routing, (*path, "criteria", place), one.options)


def score_of(criteria: Sequence[Criterion], parts: Sequence[Part]) -> float:
    """The weighed mean of what the criteria say, from 0 to 100; what says nothing of anybody weighs nothing."""
    weighed = [(one.weight, part[2]) for one, part in zip(criteria, parts, strict=True) if part[2] is not None]
    whole = sum(weight for weight, _ in weighed)
    return round(100 * sum(weight * fit for weight, fit in weighed) / whole, 2) if whole else 0.0


def by_score(one: Ranked) -> tuple[float, float, int]:
    """The best first, then whoever has waited longest."""
    return -(one.score or 0.0), one.turn, one.person


def _asked(person: Candidate, choice: Choice) -> Asked:
    return Asked(person.id, person.attributes, choice.workload.open(person.id), choice.limits.open)


def _part(found: Measured, fit: float | None) -> Part:
    value = None if found.value is None else round(float(found.value), DIGITS)
    return value, found.n, None if fit is None else round(fit, DIGITS)


def _criterion(source: Source, path: Path, written: Mapping[str, Any]) -> Criterion | None:
    from .reading import unknown

    name = written["measure"]
    kind = MEASURES.find(name)
    if kind is None:
        unknown(source, (*path, "measure"), "unknown_measure", name, MEASURES.names())
        return None
    options = {key: value for key, value in written.items() if key not in OWN}
    for option in options:
        if option not in kind.options:
            unknown(source, (*path, option), "unknown_measure_option", option, tuple(kind.options), measure=name)
    known = {key: value for key, value in options.items() if key in kind.options}
    if not source.fits(known, {"type": "object", "properties": dict(kind.options)}, path):
        return None
    return Criterion(name, written.get("weight", 1), kind.check(source, path, known), kind())
