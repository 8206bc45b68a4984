"""What cleaning comes to: values, errors, and how each field stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .errors import FieldError, Invalid


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What a form makes of an input: the values to be, every error, and how each field stands."""

    values: dict[str, Any]
    errors: tuple[FieldError, ...] = ()
    ignored: Mapping[str, Any] = field(default_factory=dict)
    before: Mapping[str, Any] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    locked: frozenset[str] = frozenset()
    needed: frozenset[str] = frozenset()
    readable: frozenset[str] = frozenset()
    writable: frozenset[str] = frozenset()

    @property
    def changes(self) -> dict[str, Any]:
        """The values that differ from what stood there."""
        return {name: value for name, value in self.values.items() if value != self.before.get(name)}

    def or_refuse(self) -> Cleaned:
        """Itself, or Invalid with every error."""
        if self.errors:
            raise Invalid(self.errors)
        return self
