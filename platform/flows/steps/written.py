"""Values in a step: read at its place, and what is wrong with them once all files are there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from definitions import Label, Problem, names_in, stray_in, suggest
from forms import FieldDefinition, Wanted, expression_problems, form_of, gives, value_problems
from rules import Type

from ..sending.messages import ABOUT_THE_NOTICE
from ..written import Written, written_of
from .definition import Place
from .hand import GIVEN
from .reading import Reading


def read_written(written: Mapping[str, Any], reading: Reading, *path: Any) -> dict[str, Written]:
    """Values by name."""
    return written_of(written, reading.rule, *path)


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
    if stray := stray_in(text):
        yield place.problem("flows.problem.no_place", written=stray)
