"""A step: an action with its place, its own condition, and whether the next one waits for its success."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from definitions import Catalog, Problem
from forms import Wanted, expression_problems
from rules import Expression, Scope

from ..actions import Action

Path = tuple[Any, ...]


@dataclass(frozen=True)
class Step:
    """One step of an automation or a cadence."""

    action: Action
    when: Expression | None = None
    may_fail: bool = False


@dataclass(frozen=True)
class Place:
    """Where a step stands: in which definition's file, for records of which form, with which names to speak of."""

    catalog: Catalog
    definition: Any
    path: Path
    form: str
    scope: Scope = field(repr=False)
    has_record: bool = True

    def at(self, *more: Any) -> Place:
        """A place further inside."""
        return Place(self.catalog, self.definition, (*self.path, *more), self.form, self.scope, self.has_record)

    def problem(self, message: str, *more: Any, **params: Any) -> Problem:
        """A problem here, or further inside."""
        return self.catalog.problem(self.definition, (*self.path, *more), message, **params)


def step_problems(steps: tuple[Step, ...], place: Place, *, first: int = 0) -> Iterator[Problem]:
    """Everything that is wrong with steps once all files are there; `first` is where the first stands in its list."""
    for number, step in enumerate(steps, first):
        here = place.at(number)
        wanted = Wanted(here.definition, (*here.path, "if"), step.when)
        yield from expression_problems(here.catalog, here.scope, wanted)
        if step.action.of_record and not here.has_record:
            yield here.problem("automation.problem.needs_a_record", step.action.name, action=step.action.name)
        yield from step.action.problems(here.at(step.action.name))
