"""Let the record into a cadence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from definitions import Problem, Reason, suggest

from ..steps import Hand, Place, Reading
from . import NOTHING, Action, Done, action


@action("start_cadence")
@dataclass(frozen=True)
class StartCadence(Action):
    """`start_cadence: nurture`."""

    cadence: str

    @classmethod
    def schema(cls) -> Mapping[str, Any]:
        return {"type": "string", "description": "A cadence by its id"}

    @classmethod
    def read(cls, written: Any, reading: Reading) -> Self:
        return cls(written)

    def problems(self, place: Place) -> Iterable[Problem]:
        return cadence_problems(self.cadence, place)

    def input(self, hand: Hand) -> Mapping[str, Any]:
        return {"cadence": self.cadence}

    def perform(self, hand: Hand) -> Done:
        from ..cadences.enrolling import enrol

        cadence = hand.work.catalog.get("cadence", self.cadence)
        why = Reason("cadence.entered.automation", {"automation": hand.label})
        entered = enrol(hand.work, cadence, [hand.subject.id], why)
        if not entered:
            return Done(Reason("automation.said.is_in_cadence", {"cadence": cadence.label}), state=NOTHING)
        return Done(Reason("automation.said.start_cadence", {"cadence": cadence.label}), {"enrolment": entered[0].id})

    def words(self, place: Place) -> Reason:
        return Reason("automation.does.start_cadence", {"cadence": cadence_label(self.cadence, place)})


def cadence_problems(cadence: str, place: Place, *more: str) -> Iterable[Problem]:
    """A cadence that is not there, or is for other records."""
    found = place.catalog.find("cadence", cadence)
    if found is None:
        hint = suggest(cadence, [one.id for one in place.catalog.all("cadence")])
        yield place.problem("automation.problem.no_cadence", *more, name=cadence, suggestion=hint)
    elif found.form != place.form:
        yield place.problem("automation.problem.of_other_form", *more, name=cadence, form=found.form)


def cadence_label(cadence: str, place: Place) -> Any:
    """What it is called."""
    found = place.catalog.find("cadence", cadence)
    return found.label if found is not None else cadence
