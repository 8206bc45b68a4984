"""Add tags to the record and take tags away: words of a field that holds several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from definitions import Label, Problem, Reason, suggest
from forms import Choosing, FieldDefinition, FormDefinition, form_of

from .. import intake
from ..steps import Hand, Place, Reading
from . import NOTHING, Action, Done, action

_WORDS = {"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": True}


@action("tag")
@dataclass(frozen=True)
class Tag(Action):
    """`tag: {field: signals, add: [asks_trial], remove: [cold]}`."""

    field: str
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()

    @classmethod
    def schema(cls) -> Mapping[str, Any]:
        return {
            "type": "object",
            "additionalProperties": False,
            "required": ["field"],
            "anyOf": [{"required": ["add"]}, {"required": ["remove"]}],
            "properties": {
                "field": {"type": "string", "description": "A field that holds several choices"},
                "add": _WORDS,
                "remove": _WORDS,
            },
        }

    @classmethod
    def read(cls, written: Any, reading: Reading) -> Self:
        return cls(written["field"], tuple(written.get("add", ())), tuple(written.get("remove", ())))

    def problems(self, place: Place) -> Iterable[Problem]:
        form = form_of(place.catalog, place.form)
        field = form.find(self.field)
        if field is None:
            hint = suggest(self.field, form.by_id)
            yield place.problem("flows.problem.unknown_field", "field", name=self.field, suggestion=hint)
        elif not field.type.many:
            yield place.problem("automation.problem.holds_one", "field", field=field.label)
        else:
            yield from _unknown_words(self, field, place)

    def causes(self) -> Iterable[tuple[str, frozenset[str]]]:
        yield "edited", frozenset({self.field})

    def input(self, hand: Hand) -> Mapping[str, Any]:
        return {"field": self.field, "add": list(self.add), "remove": list(self.remove)}

    def perform(self, hand: Hand) -> Done:
        before = tuple(hand.subject.values.get(self.field) or ())
        after = [word for word in dict.fromkeys((*before, *self.add)) if word not in self.remove]
        if tuple(after) == before:
            return Done(Reason("automation.said.tag_already"), state=NOTHING)
        intake.edit(hand.work, hand.form, hand.subject.id, None, {self.field: after}, channel="automation")
        added, gone = [word for word in after if word not in before], [word for word in before if word not in after]
        labels = _labels(hand.subject.form, self.field)
        said = Reason("automation.said.tag", {"added": _said(added, labels), "removed": _said(gone, labels)})
        return Done(said, {"added": added, "removed": gone})

    def words(self, place: Place) -> Reason:
        form = form_of(place.catalog, place.form)
        labels, field = _labels(form, self.field), form.find(self.field)
        params = {"field": field.label if field else self.field, "added": _said(self.add, labels),
                  "removed": _said(self.remove, labels)}  # fmt: skip
        return Reason("automation.does.tag", params)


def _unknown_words(tag: Tag, field: FieldDefinition, place: Place) -> Iterator[Problem]:
    if not isinstance(field.type, Choosing):
        return
    known = [choice.id for choice in field.type.choices]
    for side in ("add", "remove"):
        for number, word in enumerate(getattr(tag, side)):
            if known and word not in known:
                hint = suggest(word, known)
                yield place.problem("automation.problem.no_choice", side, number, name=word, suggestion=hint)


def _labels(form: FormDefinition, name: str) -> Mapping[str, Label]:
    field = form.find(name)
    choices = field.type.choices if field is not None and isinstance(field.type, Choosing) else ()
    return {choice.id: choice.label for choice in choices}


def _said(words: Iterable[str], labels: Mapping[str, Label]) -> list[Any]:
    return [labels.get(word, word) for word in words] or ["–"]
