"""Kinds of definitions register here; this package knows none by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from .document import Document, Path, plain
from .labels import LABEL_SCHEMA, Label
from .problems import ERROR, Problem
from .registry import Registry
from .schema_problems import schema_problems

ID_PATTERN = "^[a-z][a-z0-9_]{0,47}$"
SLUG_PATTERN = "^[a-z][a-z0-9_-]{0,47}$"


class Definition(Protocol):
    """What every definition object has."""

    id: str
    label: Label


@dataclass(frozen=True)
class Kind:
    """A kind of definition: its name, its folder in a pack, its schema and its class."""

    name: str
    folder: str
    definition: type
    id_pattern: str = ID_PATTERN

    def schema(self) -> dict[str, Any]:
        """The JSON Schema of one file of this kind."""
        own = self.definition.schema()
        head = {
            "kind": {"const": self.name},
            "id": {"type": "string", "pattern": self.id_pattern},
            "label": LABEL_SCHEMA,
        }
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": f"Leadwright {self.name}",
            "type": "object",
            "additionalProperties": False,
            **own,
            "properties": {**head, **own.get("properties", {})},
            "required": ["kind", "id", *own.get("required", [])],
        }


class Others(Protocol):
    """The other files of a configuration, for definitions that are written upon one another."""

    def find(self, kind: str, id: str) -> dict[str, Any] | None:
        """The values of a sound file; None where there is none, or none that is sound."""

    def names(self, kind: str) -> tuple[str, ...]:
        """The ids of all files of a kind, sound or not."""


class NoOthers:
    """A file that stands alone."""

    def find(self, kind: str, id: str) -> None:
        return None

    def names(self, kind: str) -> tuple[str, ...]:
        return ()


@dataclass
class Source:
    """One checked file on its way to become an object; problems found on the way stay with it."""

    document: Document
    problems: list[Problem] = field(default_factory=list)
    others: Others = field(default_factory=NoOthers)

    def __post_init__(self) -> None:
        self.data: dict[str, Any] = plain(self.document.data)

    @property
    def id(self) -> str:
        """The id that the file gives."""
        return self.data["id"]

    def label(self, key: str = "label", default: str | None = None) -> Label:
        """A label at the top of the file; the id stands in where there is none."""
        return Label.of(self.data.get(key), default if default is not None else self.id)

    def problem(self, path: Path, message: str, *, level: str = ERROR, **params: Any) -> None:
        """Collects a problem at `path`; loading goes on, so that all are found at once."""
        self.problems.append(self.document.problem(path, message, level=level, **params))

    def fits(self, data: Any, schema: dict[str, Any], path: Path) -> bool:
        """Whether a part fits a schema that only its own entry in a registry knows; where not, why is collected."""
        for step in reversed(path):
            data, schema = {step: data}, {"properties": {step: schema}}
        found = schema_problems(self.document, data, schema)
        self.problems += found
        return not found


KINDS: Registry[Kind] = Registry("kinds")
_CHECKS: list[Callable[[Any], Iterable[Problem]]] = []

C = TypeVar("C", bound=type)
F = TypeVar("F", bound=Callable[[Any], Iterable[Problem]])


def kind(name: str, *, folder: str, slug: bool = False) -> Callable[[C], C]:
    """Class decorator: makes a frozen dataclass a kind that files can have."""

    def keep(definition: C) -> C:
        KINDS.register(name)(Kind(name, folder, definition, SLUG_PATTERN if slug else ID_PATTERN))
        definition.kind = name
        return definition

    return keep


def check(function: F) -> F:
    """Decorator: a function (catalog) -> problems that looks across files."""
    _CHECKS.append(function)
    return function


def checks() -> Iterator[Callable[[Any], Iterable[Problem]]]:
    """All checks across files, in order of registration."""
    return iter(_CHECKS)


def json_schema(name: str) -> dict[str, Any]:
    """The JSON Schema for files of one kind, for editors."""
    return KINDS.get(name).schema()
