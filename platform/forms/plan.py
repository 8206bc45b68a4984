"""A form made ready to decide records: rules compiled, fields in deciding order, done once for a revision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from definitions import Catalog
from rules import Expression, compile_python

from .definition import FormDefinition
from .field_definition import KEEP, FieldDefinition
from .order import deciding_order
from .scope import form_of

Rule = Any  # what compile_python gives: (values, env) -> value


@dataclass(frozen=True, slots=True, eq=False)
class Deciding:
    """One field with its rules as functions."""

    id: str
    field: FieldDefinition
    visible: Rule | None
    read_only: Rule | None
    required: Rule | None
    formula: Rule | None
    default: Rule | None
    kept_when_hidden: bool

    @property
    def is_plain(self) -> bool:
        """No rule of its own: its value is what was given."""
        return not (self.visible or self.read_only or self.formula or self.default)


@dataclass(frozen=True, slots=True, eq=False)
class FormPlan:
    """All fields of a form by id; those with rules in deciding order; those that may have to be filled."""

    form: FormDefinition
    fields: Mapping[str, Deciding]
    ruled: tuple[Deciding, ...]
    needed: tuple[Deciding, ...]
    blank: Mapping[str, Any]

    @property
    def watched(self) -> frozenset[str]:
        """The fields whose change may show, hide or lock another, for pages that redraw themselves."""
        rules = (r for d in self.fields.values() for _, r in d.field.expressions())
        return frozenset(name for rule in rules for name in rule.names) & set(self.fields)


def plan_of(catalog: Catalog, form: str) -> FormPlan:
    """The plan of a form of this revision."""
    return catalog.derived(("form plan", form), lambda: plan(form_of(catalog, form)))


def plan(form: FormDefinition) -> FormPlan:
    """Compile every rule of a form."""
    fields = {field.id: _deciding(field) for field in form.fields}
    ruled = tuple(fields[field.id] for field in deciding_order(form) if not fields[field.id].is_plain)
    needed = tuple(each for each in fields.values() if each.field.required or each.required)
    return FormPlan(form, fields, ruled, needed, {field.id: _constant(field) for field in form.fields})


def _deciding(field: FieldDefinition) -> Deciding:
    return Deciding(
        id=field.id,
        field=field,
        visible=_compiled(field.visible_when),
        read_only=_compiled(field.read_only_when),
        required=_compiled(field.required_when),
        formula=_compiled(field.formula),
        default=_compiled(field.default_formula),
        kept_when_hidden=field.when_hidden == KEEP,
    )


def _compiled(rule: Expression | None) -> Rule | None:
    return compile_python(rule) if rule else None


def _constant(field: FieldDefinition) -> Any:
    """A default written in the file, as a value; people and records are only known at the moment itself."""
    if field.default is None:
        return None
    return int(field.default) if field.type.refers else field.type.read(field.default)
