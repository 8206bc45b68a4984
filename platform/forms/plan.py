"""A form made ready to decide records: rules compiled, fields in deciding order, done once for a revision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from definitions import Catalog
from rules import Expression, compile_python

from .definition import CrossCheck, FormDefinition
from .field_definition import KEEP, FieldDefinition
from .fields.choice import Choosing
from .fields.rollup import Rollup
from .order import deciding_order
from .scope import field_of, form_of, with_parts

Rule = Any  # what compile_python gives: (values, env) -> value


@dataclass(frozen=True, slots=True, eq=False)
class Offers:
    """Which choices are offered: those below another field's value, those whose own condition holds."""

    kind: Choosing
    parent: str | None
    when: Mapping[str, Rule]
    names: frozenset[str]

    def has(self, choice: str, values: Mapping[str, Any], env: Any) -> bool:
        """Whether the choice may be taken beside these values."""
        option = self.kind.by_id.get(choice)
        if self.parent and option is not None and option.parent != values.get(self.parent):
            return False
        rule = self.when.get(choice)
        return rule is None or rule(values, env) is True


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
    parts: tuple[str, ...] = ()
    offers: Offers | None = None
    reaches: frozenset[str] = frozenset()  # names behind it that the form's rules use: in its rows, along its link
    is_plain: bool = False  # no rule of its own: its value is what was given
    computed: bool = False
    by_itself: bool = False  # what was written alone says what the value is; nothing has to be looked up


@dataclass(frozen=True, slots=True, eq=False)
class Checking:
    """A check across fields with its condition as a function."""

    check: CrossCheck
    broken: Rule


@dataclass(frozen=True, slots=True, eq=False)
class FormPlan:
    """All fields of a form by id; those with rules in deciding order; those that may have to be filled."""

    form: FormDefinition
    fields: Mapping[str, Deciding]
    ruled: tuple[Deciding, ...]
    needed: tuple[Deciding, ...]
    blank: Mapping[str, Any]
    checks: tuple[Checking, ...] = ()

    @property
    def reaching(self) -> tuple[Deciding, ...]:
        """The fields behind which the form's rules look."""
        return tuple(each for each in self.fields.values() if each.reaches)

    @property
    def watched(self) -> frozenset[str]:
        """The fields whose change may show, hide or lock another, for pages that redraw themselves."""
        rules = (r for d in self.fields.values() for _, r in d.field.expressions())
        named = {field_of(name) for rule in rules for name in rule.names}
        return frozenset(named | {d.offers.parent for d in self.fields.values() if d.offers}) & set(self.fields)


def plan_of(catalog: Catalog, form: str) -> FormPlan:
    """The plan of a form of this revision."""
    return catalog.derived(("form plan", form), lambda: plan(form_of(catalog, form)))


def plan(form: FormDefinition) -> FormPlan:
    """Compile every rule of a form."""
    named = {name.partition(".")[::2] for name in _named(form)}
    fields = {field.id: _deciding(field, named) for field in form.fields}
    ruled = tuple(fields[field.id] for field in deciding_order(form) if not fields[field.id].is_plain)
    needed = tuple(each for each in fields.values() if each.field.required or each.required)
    blank = with_parts(form, {field.id: _constant(field) for field in form.fields})
    checks = tuple(Checking(check, compile_python(check.when)) for check in form.checks if check.when is not None)
    return FormPlan(form, fields, ruled, needed, blank, checks)


def _named(form: FormDefinition) -> Iterator[str]:
    rules = [rule for field in form.fields for _, rule in field.expressions()]
    rules += [check.when for check in form.checks if check.when is not None]
    return (name for rule in rules for name in rule.names)


def _deciding(field: FieldDefinition, named: set[tuple[str, str]]) -> Deciding:
    behind = {name for head, name in named if head == field.id and name}
    rules = (field.visible_when, field.read_only_when, field.formula, field.default_formula)
    offers = _offers(field)
    return Deciding(
        id=field.id,
        field=field,
        visible=_compiled(field.visible_when),
        read_only=_compiled(field.read_only_when),
        required=_compiled(field.required_when),
        formula=_compiled(field.formula),
        default=_compiled(field.default_formula),
        kept_when_hidden=field.when_hidden == KEEP,
        parts=tuple(field.type.parts()),
        offers=offers,
        reaches=frozenset(behind - set(field.type.parts())),
        is_plain=not (any(rules) or offers),
        computed=field.computed,
        by_itself=not (field.type.refers or field.type.side or field.type.composed or field.type.parts()),
    )


def _offers(field: FieldDefinition) -> Offers | None:
    if not isinstance(field.type, Choosing) or not (field.type.parent or field.offered_when):
        return None
    when = {field.type.choices[at].id: compile_python(rule) for at, rule in field.offered_when.items()}
    names = {name for rule in field.offered_when.values() for name in rule.names}
    return Offers(field.type, field.type.parent, when, frozenset({*names, *filter(None, [field.type.parent])}))


def _compiled(rule: Expression | None) -> Rule | None:
    return compile_python(rule) if rule else None


def _constant(field: FieldDefinition) -> Any:
    """A default written in the file, as a value; people and records are only known at the moment itself."""
    if field.default is None:
        return field.type.blank if isinstance(field.type, Rollup) else None
    if field.type.refers:
        return tuple(map(str, field.default)) if field.type.many else int(field.default)
    return field.type.read(field.default)
