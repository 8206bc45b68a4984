"""Move the record to another stage, past the same guard that holds people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from definitions import Label, Problem, Reason, suggest

from ..pipelines import Pipeline
from ..stage_moves import stages
from ..steps import WRITTEN_SCHEMA, Hand, Place, Reading, Written, raw_values, read_written, written_problems
from . import Action, Done, action


@action("stage")
@dataclass(frozen=True)
class MoveStage(Action):
    """`stage: {to: parked, answers: {wake_on: {formula: "today() + 30d"}}}`; a jump needs a reason: `skip`."""

    to: str
    answers: Mapping[str, Written] = field(default_factory=dict)
    skip: str | None = None

    @classmethod
    def schema(cls) -> Mapping[str, Any]:
        return {
            "type": "object",
            "additionalProperties": False,
            "required": ["to"],
            "properties": {
                "to": {"type": "string"},
                "answers": {**WRITTEN_SCHEMA, "description": "What the stage asks for"},
                "skip": {"type": "string", "description": "The reason for jumping over steps or a guard"},
            },
        }

    @classmethod
    def read(cls, written: Any, reading: Reading) -> Self:
        return cls(written["to"], read_written(written.get("answers", {}), reading, "answers"), written.get("skip"))

    def problems(self, place: Place) -> Iterable[Problem]:
        lines: tuple[Pipeline, ...] = place.catalog.of_form("pipeline", place.form)
        known = [stage.id for line in lines for stage in line.stages]
        if self.to not in known:
            hint = suggest(self.to, known)
            yield place.problem("flows.problem.unknown_stage", "to", name=self.to, suggestion=hint)
            return
        reasons = [reason.id for line in lines for reason in line.reasons_to_jump]
        if self.skip is not None and self.skip not in reasons:
            hint = suggest(self.skip, reasons)
            yield place.problem("automation.problem.no_skip_reason", "skip", name=self.skip, suggestion=hint)
        yield from written_problems(self.answers, place, place.form, "answers")
        yield from self._unanswered(place, lines)

    def causes(self) -> Iterable[tuple[str, frozenset[str]]]:
        yield "stage_entered", frozenset({self.to})
        if self.answers:
            yield "edited", frozenset(self.answers)

    def input(self, hand: Hand) -> Mapping[str, Any]:
        return {"to": self.to, "answers": raw_values(self.answers, hand, hand.form), "skip": self.skip}

    def perform(self, hand: Hand) -> Done:
        moved = stages.advance(
            hand.work,
            hand.form,
            hand.subject.id,
            self.to,
            answers=raw_values(self.answers, hand, hand.form),
            skip_reason=self.skip,
            skip_words=hand.label.text(hand.work.language) if self.skip else None,
            channel="automation",
        )
        said = Reason("automation.said.stage", {"stage": moved.stage.label})
        return Done(said, {"from": moved.before, "to": moved.stage.id})

    def words(self, place: Place) -> Reason:
        return Reason("automation.does.stage", {"stage": _label(place, self.to)})

    def _unanswered(self, place: Place, lines: tuple[Pipeline, ...]) -> Iterator[Problem]:
        """What a stage asks for and nobody would fill in; a field of the record may hold it already."""
        for line in lines:
            stage = line.stage(self.to)
            for name in stage.ask if stage is not None else ():
                if name not in self.answers:
                    yield place.problem("automation.problem.unanswered", level="warning", name=name, stage=stage.label)


def _label(place: Place, stage: str) -> Label:
    found = (line.stage(stage) for line in place.catalog.of_form("pipeline", place.form))
    return next((one.label for one in found if one is not None), Label.of(stage))
