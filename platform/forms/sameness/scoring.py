"""Points for how alike two records are, with what each field gave: what finds a pair also says why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .comparing import WAYS
from .rule import DuplicateRule

NOTHING = (None, "", (), [])


@dataclass(frozen=True, slots=True)
class ScoredPart:
    """What one field gave: how alike in percent, and the points for it, or against."""

    field: str
    way: str
    percent: int
    points: int

    def as_json(self) -> dict[str, Any]:
        return {"field": self.field, "as": self.way, "percent": self.percent, "points": self.points}


@dataclass(frozen=True, slots=True)
class Score:
    """All points of one rule for two records."""

    rule: str
    points: int
    enough: int
    parts: tuple[ScoredPart, ...]

    @property
    def is_enough(self) -> bool:
        return self.points >= self.enough

    def as_json(self) -> dict[str, Any]:
        parts = [part.as_json() for part in self.parts]
        return {"rule": self.rule, "points": self.points, "enough": self.enough, "parts": parts}


def score(rule: DuplicateRule, one: Mapping[str, Any], other: Mapping[str, Any]) -> Score:
    """How alike two records are by a rule; a rule that matches gives all or nothing."""
    if rule.match:
        same = all(one.get(name) not in NOTHING and one.get(name) == other.get(name) for name in rule.match)
        parts = tuple(ScoredPart(name, "exact", 100, 100) for name in rule.match) if same else ()
        return Score(rule.id, 100 if same else 0, 100, parts)
    parts = tuple(_parts(rule, one, other))
    return Score(rule.id, sum(part.points for part in parts), rule.enough, parts)


def _parts(rule: DuplicateRule, one: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[ScoredPart]:
    for part in rule.alike:
        left, right = one.get(part.field), other.get(part.field)
        if left in NOTHING or right in NOTHING:
            continue
        way = WAYS.get(part.way)
        alike = way.likeness(left, right)
        if alike >= part.least:
            if part.points:
                yield ScoredPart(part.field, part.way, round(alike * 100), round(part.points * alike))
        elif part.against and way.says(left) and way.says(right):
            yield ScoredPart(part.field, part.way, round(alike * 100), -part.against)


def keys_of_values(rules: Iterable[DuplicateRule], values: Mapping[str, Any]) -> set[tuple[str, str]]:
    """(place, key) of all under which a record may be found: a place is a field of a rule, or all that it matches."""
    found: set[tuple[str, str]] = set()
    for rule in rules:
        if rule.match:
            several = [values.get(name) for name in rule.match]
            if not any(value in NOTHING for value in several):
                found.add((rule.id, "\x1f".join(map(str, several))[:120]))
            continue
        for part in rule.alike:
            value = values.get(part.field)
            if value not in NOTHING and part.points:
                found |= {(f"{rule.id}.{part.field}", key) for key in WAYS.get(part.way).keys(value)}
    return found
