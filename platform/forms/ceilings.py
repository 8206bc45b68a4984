"""How far a field may be filled in as things stand: engines above say so, and every door keeps to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from accounts import Work
from definitions import Label, Registry

from .definition import FormDefinition


@dataclass(frozen=True)
class Ceiling:
    """The most that may be filled in now (None: nothing), and the milestone with which it goes on."""

    field: str
    most: Decimal | None = None
    milestone: Label | None = None

    @property
    def is_closed(self) -> bool:
        """Whether nothing may be filled in yet."""
        return self.most is None

    def holds(self, value: Any) -> bool:
        """Whether a new value goes beyond it; taking something out never does."""
        return value is not None and (self.is_closed or value > self.most)


class Ceilings(Protocol):
    """What is held of one form for one actor: which fields, and how far for a record."""

    fields: frozenset[str]

    def of(self, name: str, before: Mapping[str, Any], values: Mapping[str, Any]) -> Ceiling | None:
        """The ceiling of a field; `before` is what is stored, nothing where the record is new."""


# (work, form) -> Ceilings, or None where nothing of the form is held for whoever acts.
CEILINGS: Registry[Callable[[Work, FormDefinition], Ceilings | None]] = Registry("ceilings")


def ceilings_of(work: Work, form: FormDefinition) -> tuple[Ceilings, ...]:
    """All that is held for whoever acts; what the system does by itself was arranged by an admin."""
    if work.actor.is_system:
        return ()
    found = (make(work, form) for _, make in CEILINGS.items())
    return tuple(one for one in found if one is not None)
