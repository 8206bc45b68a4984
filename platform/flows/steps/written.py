"""Values as an admin writes them: as they stand, as a text to fill in, or as a formula."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from definitions import Label, Problem, suggest
from forms import FieldDefinition, Wanted, context_of, expression_problems, form_of, gives, value_problems
from rules import Expression, Type, compile_python

from ..messages import ABOUT_THE_NOTICE, fill, names_in
from .definition import Place
from .hand import GIVEN, Hand
from .reading import Reading

_PLAIN = {"anyOf": [{"type": kind} for kind in ("string", "number", "boolean", "null", "array")]}
_FORMULA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["formula"],
    "properties": {"formula": {"type": "string", "minLength": 1}},
}
# Values by field: 80, red, [a, b], "{{ title }}", {formula: "today() + 7d"}; null empties the field.
WRITTEN_SCHEMA: dict[str, Any] = {
    "type": "object",
    "minProperties": 1,
    "additionalProperties": {"anyOf": [*_PLAIN["anyOf"], _FORMULA], "description": "a value, or {formula: …}"},
}


@dataclass(frozen=True)
class Written:
    """One value: what stands there, or the formula that gives it."""

    literal: Any = None
    formula: Expression | None = None

    @property
    def is_text_to_fill(self) -> bool:
        """Whether it names values of the record: `{{ title }}`."""
        return isinstance(self.literal, str) and bool(names_in(Label.of(self.literal)))

    def of(self, hand: Hand) -> Any:
        """The value for the record in hand."""
        if self.formula is not None:
            return compile_python(self.formula)(hand.values, hand.env)
        if self.is_text_to_fill:
            return fill(self.literal, hand.words(hand.work.language))
        return self.literal


def read_written(written: Mapping[str, Any], reading: Reading, *path: Any) -> dict[str, Written]:
    """Values by name."""
    return {name: _read(value, reading, (*path, name)) for name, value in written.items()}


def written_problems(values: Mapping[str, Written], place: Place, form: str, *path: Any) -> Iterator[Problem]:
    """Fields that the form does not have, values that are none of theirs, formulas that give something else."""
    fields = form_of(place.catalog, form).by_id
    for name, value in values.items():
        field = fields.get(name)
        if field is None:
            hint = suggest(name, fields)
            yield place.problem("flows.problem.unknown_field", *path, name, name=name, suggestion=hint)
        elif field.computed:
            yield place.problem("automation.problem.computed", *path, name, field=field.label)
        else:
            yield from _value_problems(value, field, place.at(*path, name))


def _read(value: Any, reading: Reading, path: tuple[Any, ...]) -> Written:
    if isinstance(value, Mapping):
        return Written(formula=reading.rule(value["formula"], *path, "formula"))
    return Written(tuple(value) if isinstance(value, list) else value)


def _value_problems(value: Written, field: FieldDefinition, place: Place) -> Iterator[Problem]:
    if value.formula is not None:
        wanted = Wanted(place.definition, (*place.path, "formula"), value.formula, gives(field))
        yield from expression_problems(place.catalog, place.scope, wanted)
    elif value.is_text_to_fill:
        yield from text_problems(Label.of(value.literal), place)
    elif value.literal is not None and field.type.rule_type != Type.LINK:
        raw = list(value.literal) if isinstance(value.literal, tuple) else value.literal
        yield from value_problems(place.catalog, place.definition, place.path, (field, raw))


def text_problems(text: Label, place: Place) -> Iterator[Problem]:
    """Names between braces that nothing would fill."""
    given = {name.removeprefix(GIVEN) for name in place.scope.names if name.startswith(GIVEN)}
    known = {*place.scope.names, *given, *ABOUT_THE_NOTICE}
    for name in sorted(names_in(text) - known):
        yield place.problem("flows.problem.fills_unknown", name=name, suggestion=suggest(name, known))


def raw_values(values: Mapping[str, Written], hand: Hand, form: str) -> dict[str, Any]:
    """The values as a door takes them: a formula's result is first made a value of its field's type."""
    fields, context = form_of(hand.work.catalog, form).by_id, context_of(hand.work)
    raw = {}
    for name, value in values.items():
        found = value.of(hand)
        if value.formula is not None and found is not None:
            found = fields[name].type.from_rule(found, context)
        raw[name] = list(found) if isinstance(found, tuple) else found
    return raw
