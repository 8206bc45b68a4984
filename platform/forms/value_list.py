"""The kind `list`: values that several fields choose from, flat or as a tree such as province → city."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from definitions import LABEL_SCHEMA, Label, Source, kind

from .fields.choice import CHOICE_ID, COLORS, ChoiceOption

LABEL = {"$ref": "#/$defs/label"}
MOST, DEEPEST = 5000, 4
Path = tuple[Any, ...]


@dataclass(frozen=True)
class Level:
    """One level of the tree, with its name: province, city."""

    id: str
    label: Label


@kind("list", folder="lists")
@dataclass(frozen=True, eq=False)
class ListDefinition:
    """A maintained list: its values in order, parents before their children; a retired one keeps its label."""

    id: str
    label: Label
    values: tuple[ChoiceOption, ...]
    levels: tuple[Level, ...] = ()
    form: ClassVar[None] = None

    @classmethod
    def schema(cls) -> dict[str, Any]:
        """What a list's file may hold."""
        values = {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/value"}}
        level = {
            "type": "object",
            "required": ["id", "label"],
            "additionalProperties": False,
            "properties": {"id": {"type": "string", "pattern": "^[a-z][a-z0-9_]{0,30}$"}, "label": LABEL},
        }
        own = {"id": CHOICE_ID, "label": LABEL, "retired": {"type": "boolean"}, "color": COLORS, "values": values}
        value = {"type": "object", "required": ["id"], "additionalProperties": False, "properties": own}
        return {
            "description": "Values that several fields choose from",
            "required": ["values"],
            "$defs": {"label": LABEL_SCHEMA, "value": {"oneOf": [CHOICE_ID, value]}},
            "properties": {
                "levels": {"type": "array", "items": level, "minItems": 1, "maxItems": DEEPEST},
                "values": {**values, "maxItems": MOST},
            },
        }

    @classmethod
    def from_source(cls, source: Source) -> ListDefinition:
        """The list of a checked file."""
        levels = tuple(Level(each["id"], Label.of(each["label"])) for each in source.data.get("levels", ()))
        written = list(_walk(("values",), source.data["values"]))
        _each_once(source, written, most=len(levels) or DEEPEST)
        return cls(source.id, source.label(), tuple(option for _, option in written), levels)

    @cached_property
    def by_id(self) -> Mapping[str, ChoiceOption]:
        """The values by their ids."""
        return {value.id: value for value in self.values}

    @cached_property
    def parents(self) -> frozenset[str]:
        """The values that have others below them."""
        return frozenset(value.parent for value in self.values if value.parent)

    def path(self, id: str) -> tuple[str, ...]:
        """From the top of the tree to a value, the value last; of an id that has left the list only itself."""
        value = self.by_id.get(id)
        return (*self.path(value.parent), id) if value and value.parent else (id,)

    def at_level(self, depth: int) -> tuple[ChoiceOption, ...]:
        """The values of one level, the top being 1."""
        return tuple(value for value in self.values if len(self.path(value.id)) == depth)

    def depth_of(self, level: str) -> int | None:
        """Which level is called so, counted from 1."""
        return next((depth for depth, each in enumerate(self.levels, 1) if each.id == level), None)


def _walk(path: Path, written: list[Any], parent: str | None = None) -> Iterator[tuple[Path, ChoiceOption]]:
    """Every value with its place in the file, a parent before its children."""
    for position, each in enumerate(written):
        option = ChoiceOption.of(each, parent)
        yield (*path, position), option
        if isinstance(each, dict):
            yield from _walk((*path, position, "values"), each.get("values", []), option.id)


def _each_once(source: Source, written: list[tuple[Path, ChoiceOption]], *, most: int) -> None:
    """An id names one value of the whole tree: a record keeps nothing else. No value lies below the last level."""
    seen: set[str] = set()
    for path, option in written:
        if option.id in seen:
            source.problem(path, "lists.problem.value_twice", value=option.id)
        if sum(step == "values" for step in path) > most:
            source.problem(path, "lists.problem.too_deep", value=option.id, most=most)
        seen.add(option.id)
