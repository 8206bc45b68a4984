"""Set fields of the record, as anybody's edit would."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from definitions import Problem, Reason
from forms import form_of

from .. import intake
from ..steps import WRITTEN_SCHEMA, Hand, Place, Reading, Written, raw_values, read_written, written_problems
from . import NOTHING, Action, Done, action


@action("set")
@dataclass(frozen=True)
class SetFields(Action):
    """`set: {field: value, other: {formula: …}}`."""

    values: Mapping[str, Written]

    @classmethod
    def schema(cls) -> Mapping[str, Any]:
        return {**WRITTEN_SCHEMA, "description": "Fields of the record with their new values"}

    @classmethod
    def read(cls, written: Any, reading: Reading) -> Self:
        return cls(read_written(written, reading))

    def problems(self, place: Place) -> Iterable[Problem]:
        return written_problems(self.values, place, place.form)

    def causes(self) -> Iterable[tuple[str, frozenset[str]]]:
        yield "edited", frozenset(self.values)

    def input(self, hand: Hand) -> Mapping[str, Any]:
        return raw_values(self.values, hand, hand.form)

    def perform(self, hand: Hand) -> Done:
        raw = raw_values(self.values, hand, hand.form)
        edited = intake.edit(hand.work, hand.form, hand.subject.id, None, raw, channel="automation")
        labels = [hand.subject.form.find(name).label for name in edited.changes]
        if not edited.changes:
            return Done(Reason("automation.said.set_already"), state=NOTHING)
        changes = {name: [was, now] for name, (was, now) in edited.changes.items()}
        return Done(Reason("automation.said.set", {"fields": labels}), {"changes": changes})

    def words(self, place: Place) -> Reason:
        form = form_of(place.catalog, place.form)
        labels = [field.label if (field := form.find(name)) else name for name in self.values]
        return Reason("automation.does.set", {"fields": labels})
