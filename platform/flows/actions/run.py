"""Run another automation as a flow of its own, with values handed over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from definitions import Label, Problem, Reason, suggest
from forms import Wanted, expression_problems
from rules import Type

from ..steps import WRITTEN_SCHEMA, Hand, Place, Reading, Written, read_written, text_problems
from . import NOTHING, Action, Done, action


@action("run")
@dataclass(frozen=True)
class Run(Action):
    """`run: {automation: hand_back, with: {why: "{{ title }}"}}`."""

    automation: str
    hands: Mapping[str, Written] = field(default_factory=dict)

    of_record = False

    @classmethod
    def schema(cls) -> Mapping[str, Any]:
        return {
            "type": "object",
            "additionalProperties": False,
            "required": ["automation"],
            "properties": {
                "automation": {"type": "string"},
                "with": {**WRITTEN_SCHEMA, "description": "What the other one takes"},
            },
        }

    @classmethod
    def read(cls, written: Any, reading: Reading) -> Self:
        return cls(written["automation"], read_written(written.get("with", {}), reading, "with"))

    def problems(self, place: Place) -> Iterable[Problem]:
        called = place.catalog.find("automation", self.automation)
        if called is None:
            hint = suggest(self.automation, [one.id for one in place.catalog.all("automation")])
            yield place.problem("automation.problem.no_automation", "automation", name=self.automation, suggestion=hint)
            return
        if called.form != place.form or (called.has_record and not place.has_record):
            yield place.problem("automation.problem.of_other_form", "automation", name=called.id, form=called.form)
        takes = {one.name: one.type for one in called.takes}
        for name, value in self.hands.items():
            if name not in takes:
                hint = suggest(name, takes)
                yield place.problem("automation.problem.takes_no", "with", name, name=name, suggestion=hint)
            else:
                yield from _value_problems(value, takes[name], place.at("with", name))

    def input(self, hand: Hand) -> Mapping[str, Any]:
        return {"automation": self.automation, "with": {name: one.of(hand) for name, one in self.hands.items()}}

    def perform(self, hand: Hand) -> Done:
        from ..automations.matching import Start
        from ..automations.starting import start

        called = hand.work.catalog.get("automation", self.automation)
        cause = hand.work.cause
        begun = start(
            hand.work,
            [
                Start(
                    called,
                    hand.form,
                    hand.record or 0,
                    key=f"call:{hand.key}:{called.id}",
                    occasion={"what": "call", "by": cause.id if cause else None},
                    given={name: one.of(hand) for name, one in self.hands.items()},
                    parent=cause.run if cause is not None and cause.kind == "automation" else None,
                    depth=cause.depth + 1 if cause is not None else 1,
                )
            ],
        )
        if not begun:
            return Done(Reason("automation.said.not_run", {"automation": called.label}), state=NOTHING)
        return Done(Reason("automation.said.run", {"automation": called.label}), {"run": begun[0]})

    def words(self, place: Place) -> Reason:
        called = place.catalog.find("automation", self.automation)
        return Reason("automation.does.run", {"automation": called.label if called else self.automation})


def _value_problems(value: Written, type: Type, place: Place) -> Iterator[Problem]:
    if value.formula is not None:
        wanted = Wanted(place.definition, (*place.path, "formula"), value.formula, _fitting(type))
        yield from expression_problems(place.catalog, place.scope, wanted)
    elif value.is_text_to_fill:
        yield from text_problems(Label.of(value.literal), place)


def _fitting(type: Type) -> tuple[Type, ...]:
    """A choice is handed over as its word."""
    return (Type.TEXT, Type.CHOICE) if type is Type.TEXT else (type,)
