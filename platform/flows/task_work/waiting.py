"""Tasks that others bring about: an approval, a record of another form; what they wait for begins as they open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from accounts import Work
from definitions import Registry
from records import Event

from ..crew import Crew
from ..pipelines import Pipeline, TaskDefinition
from ..stage_moves.entry import Arrival


@dataclass(frozen=True)
class Opening:
    """A task that has just begun to wait, and the record as it was then."""

    form: str
    record: int
    task: int
    visit: int | None
    stage: str | None
    definition: TaskDefinition
    pipeline: Pipeline
    arrival: Arrival


# What a task may wait for, by the key of its definition; each begins for one task or for thousands at once.
Waiter = Callable[[Work, Crew, Sequence[Opening]], Sequence[Event]]
WAITERS: Registry[Waiter] = Registry("waiters", "flows.waiters")


def begin_waiting(work: Work, crew: Crew, openings: Sequence[Opening]) -> list[Event]:
    """Ask whoever has to answer, in the transaction in which the tasks were opened; returns what is to be told."""
    by_kind: dict[str, list[Opening]] = defaultdict(list)
    for one in openings:
        by_kind["approve" if one.definition.approve else "opens"].append(one)
    return [told for kind, several in by_kind.items() for told in WAITERS.get(kind)(work, crew, several)]
