"""How much of what a record wants a person can do."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from definitions import Catalog, Problem, Source, suggest
from forms import form_of
from rules import Env

from .measure import Asked, Measure, Measured, Path, Values, measure

ATTRIBUTE = {"type": "string", "pattern": "^[a-z][a-z0-9_]*$", "description": "The attribute of people"}


@dataclass(frozen=True)
class Tagged:
    """The person's attribute, and the record's fields whose values it is held against."""

    person: str
    record: tuple[str, ...]


@measure("tags")
class Tags(Measure):
    """The share of the record's wants that the person's tags cover."""

    counts = False
    options = {
        "person": ATTRIBUTE,
        "record": {"type": "array", "items": {"type": "string"}, "minItems": 1, "description": "The record's fields"},
    }

    @classmethod
    def check(cls, source: Source, path: Path, written: Mapping[str, Any]) -> Tagged:
        for name in ("person", "record"):
            if name not in written:
                source.problem(path, "problem.missing_key", name=name)
        return Tagged(written.get("person", ""), tuple(written.get("record", ())))

    @classmethod
    def problems(cls, catalog: Catalog, definition: Any, path: Path, options: Tagged) -> Iterable[Problem]:
        known = form_of(catalog, definition.form).by_id
        for place, name in enumerate(options.record):
            if name not in known:
                params = {"name": name, "suggestion": suggest(name, known)}
                yield catalog.problem(definition, (*path, "record", place), "routing.problem.unknown_field", **params)

    @classmethod
    def names(cls, options: Tagged) -> Iterable[str]:
        return options.record

    def key(self, options: Tagged, values: Values, env: Env) -> Hashable:
        return frozenset(tag for name in options.record for tag in _several(values.get(name)))

    def of(self, person: Asked, key: Any, read: Any, options: Tagged) -> Measured:
        if not key:
            return Measured(None, 0)
        has = set(_several(person.attributes.get(options.person)))
        return Measured(len(key & has) / len(key), len(key))

    def fits(self, found: Sequence[Measured]) -> list[float | None]:
        return [one.value for one in found]

    def shown(self, value: float, language: str) -> str:
        return f"{value:.0%}"


def _several(value: Any) -> tuple[Any, ...]:
    if value is None or value == "":
        return ()
    return tuple(value) if isinstance(value, (list, tuple, set, frozenset)) else (value,)
