"""Take the record out of a cadence, or out of all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from definitions import Problem, Reason

from ..steps import Hand, Place, Reading
from . import NOTHING, Action, Done, action
from .start_cadence import cadence_label, cadence_problems

ALL = "all"


@action("stop_cadence")
@dataclass(frozen=True)
class StopCadence(Action):
    """`stop_cadence: nurture`, or `stop_cadence: all`."""

    cadence: str

    @classmethod
    def schema(cls) -> Mapping[str, Any]:
        return {"type": "string", "description": "A cadence by its id, or all"}

    @classmethod
    def read(cls, written: Any, reading: Reading) -> Self:
        return cls(written)

    def problems(self, place: Place) -> Iterable[Problem]:
        return () if self.cadence == ALL else cadence_problems(self.cadence, place)

    def input(self, hand: Hand) -> Mapping[str, Any]:
        return {"cadence": self.cadence}

    def perform(self, hand: Hand) -> Done:
        from ..cadences.verbs import stop_all

        which = None if self.cadence == ALL else self.cadence
        why = Reason("cadence.ended.automation", {"automation": hand.label})
        stopped = stop_all(hand.work, hand.form, hand.subject.id, which, why)
        if not stopped:
            return Done(Reason("automation.said.in_no_cadence"), state=NOTHING)
        return Done(Reason("automation.said.stop_cadence", {"n": stopped}), {"stopped": stopped})

    def words(self, place: Place) -> Reason:
        if self.cadence == ALL:
            return Reason("automation.does.stop_cadences")
        return Reason("automation.does.stop_cadence", {"cadence": cadence_label(self.cadence, place)})
