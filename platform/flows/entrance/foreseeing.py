"""What would be decided of newcomers: by the same pure cores as when they are let in, and nothing is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accounts import Work
from forms import FormDefinition

from .. import grading
from ..assignment.named import Named
from ..assignment.staff import desk_to_look, routing_of
from ..crew import Crew
from ..routing import NOBODY, OWNER, RoutingDecision
from .admission import Newcomer, first_row, know


@dataclass(frozen=True)
class Foreseen:
    """The clean values of one that comes in, and who would get it with which grade if it became a record."""

    values: Mapping[str, Any]
    is_new: bool = False
    grade: str | None = None
    decision: RoutingDecision | None = None


def foresee(work: Work, form: FormDefinition, newcomers: Sequence[Newcomer]) -> list[Foreseen]:
    """As if they came in now, in the order given; of earlier ones of theirs only the looks are known."""
    coming = [first_row(work, form, new, -place, "") for place, new in enumerate(newcomers, 1)]
    graded = grading.plan_grades(work, form.id, [one.facts for one in coming], new=True)
    for one, grade in zip(coming, graded, strict=False):
        know(one, grade.columns(work))
    deciding = _Deciding(work, form, [one.facts for one in coming if one.newcomer.named is None])
    return [
        Foreseen(one.newcomer.values, True, one.facts.get("grade"), deciding(one.newcomer.named, one.facts))
        for one in coming
    ]


class _Deciding:
    """The desk, where nobody waits for it."""

    def __init__(self, work: Work, form: FormDefinition, expected: Sequence[Mapping[str, Any]]) -> None:
        routing = routing_of(work, form.id)
        self._desk = desk_to_look(work, routing, Crew(work)) if routing is not None else None
        if self._desk is not None:
            self._desk.standing.kin.expect(expected)

    def __call__(self, named: Named | None, values: Mapping[str, Any]) -> RoutingDecision | None:
        if named is not None:
            to = OWNER if named.owner is not None else NOBODY
            return RoutingDecision("", to, owner=named.owner)
        if self._desk is None:
            return None
        decision = self._desk.decide(values)
        self._desk.give(decision, values)
        return decision
