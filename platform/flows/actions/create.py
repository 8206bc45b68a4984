"""Let another record in, through the one door, and link it where that is wanted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from definitions import Problem, Reason, suggest
from forms import form_of

from .. import intake
from ..steps import WRITTEN_SCHEMA, Hand, Place, Reading, Written, raw_values, read_written, written_problems
from . import Action, Done, action


@action("create")
@dataclass(frozen=True)
class CreateRecord(Action):
    """`create: {form: visit, values: {place: "{{ city }}"}, link: visit}`."""

    form: str
    values: Mapping[str, Written]
    link: str | None = None  # the field of our record that takes the new one
    find: bool = False  # take the one that is there, where the form's rules say that it is the same

    of_record = False

    @classmethod
    def schema(cls) -> Mapping[str, Any]:
        return {
            "type": "object",
            "additionalProperties": False,
            "required": ["form", "values"],
            "properties": {
                "form": {"type": "string"},
                "values": WRITTEN_SCHEMA,
                "link": {"type": "string", "description": "The field of this record that links to the new one"},
                "find": {"type": "boolean", "description": "Take the one that duplicate rules find, and make none"},
            },
        }

    @classmethod
    def read(cls, written: Any, reading: Reading) -> Self:
        values = read_written(written["values"], reading, "values")
        return cls(written["form"], values, written.get("link"), written.get("find", False))

    def problems(self, place: Place) -> Iterable[Problem]:
        if place.catalog.find("form", self.form) is None:
            hint = suggest(self.form, [form.id for form in place.catalog.all("form")])
            yield place.problem("flows.problem.unknown_form", "form", name=self.form, suggestion=hint)
            return
        if self.find and not form_of(place.catalog, self.form).duplicates:
            yield place.problem("automation.problem.finds_nothing", "find", form=self.form)
        yield from written_problems(self.values, place, self.form, "values")
        if self.link is None:
            return
        field = form_of(place.catalog, place.form).find(self.link) if place.has_record else None
        if field is None or getattr(field.type, "form", None) != self.form:
            yield place.problem("automation.problem.no_link", "link", name=self.link, form=self.form)

    def causes(self) -> Iterable[tuple[str, frozenset[str]]]:
        if self.link:
            yield "edited", frozenset({self.link})

    def input(self, hand: Hand) -> Mapping[str, Any]:
        return {"form": self.form, "values": raw_values(self.values, hand, self.form)}

    def perform(self, hand: Hand) -> Done:
        raw = raw_values(self.values, hand, self.form)
        there = intake.find_same(hand.work, self.form, raw, channel="automation") if self.find else None
        if there is not None:
            record, number, said = there.record, there.number, "automation.said.found"
        else:
            made = intake.submit(hand.work, self.form, raw, channel="automation")
            record, number, said = made.record_id, made.number, "automation.said.create"
        if self.link is not None:
            intake.edit(hand.work, hand.form, hand.subject.id, None, {self.link: record}, channel="automation")
        told = {"form": self.form, "record": record, "number": number, "found": there is not None}
        return Done(Reason(said, {"number": number}), told)

    def words(self, place: Place) -> Reason:
        form = place.catalog.find("form", self.form)
        return Reason(
            "automation.does.find_or_create" if self.find else "automation.does.create",
            {"form": form.label if form else self.form},
        )
