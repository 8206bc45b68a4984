"""Checks of forms and their fields that a schema cannot make: names, circles, rules, links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from definitions import WARNING, Catalog, Problem, check, say, suggest, texts_of
from rules import RuleError, Scope, Type, parse

from ..definition import FormDefinition
from ..expressions import Wanted, expression_problems
from ..field_definition import FieldDefinition
from ..fields import Context, ValueRefused
from ..order import RulesInACircle, deciding_order
from ..own_scope import own_scope_of
from ..system_names import RESERVED

ERRORS = "fields.error."
NUMBERS = (Type.NUMBER,)
GIVES: dict[str, tuple[Type, ...]] = {
    "text": (Type.TEXT, Type.CHOICE),
    "number": NUMBERS,
    "yes/no": (Type.YES_NO,),
    "date": (Type.DATE, Type.DATETIME),
    "datetime": (Type.DATETIME, Type.DATE),
    "duration": (Type.DURATION,),
    "choice": (Type.CHOICE, Type.TEXT),
    "list of choices": (Type.CHOICES, Type.TEXTS),
    "list of texts": (Type.TEXTS, Type.CHOICES),
    "link": (Type.LINK,),
    "composed value": (),
}


def gives(field: FieldDefinition) -> tuple[Type, ...]:
    """What a formula for this field may give."""
    return GIVES.get(field.type.rule_type, (Type(field.type.rule_type),))


@check
def fields_have_names_of_their_own(catalog: Catalog) -> Iterator[Problem]:
    """An id stands once, and is no name the platform or the rule language uses."""
    for form in catalog.all("form"):
        seen: set[str] = set()
        for position, field in enumerate(form.fields):
            path = ("fields", position, "id")
            if field.id in seen:
                yield catalog.problem(form, path, "forms.problem.field_twice", field=field.id)
            elif field.id in RESERVED or not is_a_name(field.id):
                yield catalog.problem(form, path, "forms.problem.reserved_name", field=field.id)
            seen.add(field.id)


@check
def forms_name_fields_they_have(catalog: Catalog) -> Iterator[Problem]:
    """Title, subtitle, layout and duplicates speak of fields of the form."""
    for form in catalog.all("form"):
        places = [(("title",), form.title)]
        places += [(("subtitle", position), id) for position, id in enumerate(form.subtitle)]
        for number, rule in enumerate(form.duplicates):
            places += [(("duplicates", number, "match", position), id) for position, id in enumerate(rule.match)]
            each = enumerate(part.field for part in rule.alike)
            places += [(("duplicates", number, "alike", position, "field"), id) for position, id in each]
        for path, id in places:
            yield from unknown_field(catalog, form, path, (id, form))
            if path[0] == "duplicates":
                yield from not_comparable(catalog, form, path, (id, form))
        yield from _layout_problems(catalog, form)


def _layout_problems(catalog: Catalog, form: FormDefinition) -> Iterator[Problem]:
    placed: set[str] = set()
    for number, section in enumerate(form.layout):
        for position, id in enumerate(section.fields):
            path = ("layout", number, "fields", position)
            yield from unknown_field(catalog, form, path, (id, form))
            if id in placed:
                yield catalog.problem(form, path, "forms.problem.placed_twice", field=id)
            placed.add(id)
            field = form.find(id)
            if section.later and field is not None and field.required and field.default is None:
                yield catalog.problem(
                    form, path, "forms.problem.asked_too_late", field=field.label, section=section.label
                )
    for position, field in enumerate(form.fields):
        if field.id not in placed:
            path = ("fields", position, "id")
            yield catalog.problem(form, path, "forms.problem.not_placed", level=WARNING, field=field.id)


@check
def rules_of_fields_fit(catalog: Catalog) -> Iterator[Problem]:
    """Every rule names what exists and gives what its place needs."""
    for form in catalog.all("form"):
        # A form decides by its values alone: what engines know of a record, such as its trail, is not there yet.
        scope = Scope(own_scope_of(catalog, form.id).names)
        for position, field in enumerate(form.fields):
            for place, rule in field.expressions():
                formula = place[-1] == "formula"
                types = gives(field) if formula else (Type.YES_NO,)
                wanted = Wanted(form, ("fields", position, *place), rule, types)
                yield from expression_problems(catalog, scope, wanted)


@check
def checks_across_fields_fit(catalog: Catalog) -> Iterator[Problem]:
    """The condition of a check is one, and its message stands at fields there are."""
    for form in catalog.all("form"):
        scope = Scope(own_scope_of(catalog, form.id).names)
        for number, each in enumerate(form.checks):
            yield from expression_problems(catalog, scope, Wanted(form, ("checks", number, "when"), each.when))
            for position, id in enumerate(each.at):
                if each.when is None or id not in {name.partition(".")[0] for name in each.when.names}:
                    yield from unknown_field(catalog, form, ("checks", number, "at", position), (id, form))


@check
def messages_are_for_errors_there_are(catalog: Catalog) -> Iterator[Problem]:
    """An own message for an error that no field ever has is a spelling mistake."""
    known = [key.removeprefix(ERRORS) for key in texts_of("en") if key.startswith(ERRORS)]
    for form in catalog.all("form"):
        for position, field in enumerate(form.fields):
            for code in field.messages:
                if code not in known:
                    params = {"level": WARNING, "key": True, "code": code, "suggestion": suggest(code, known)}
                    path = ("fields", position, "messages", code)
                    yield catalog.problem(form, path, "forms.problem.unknown_error", **params)


@check
def rules_never_run_in_circles(catalog: Catalog) -> Iterator[Problem]:
    """Two fields whose rules need each other could never be decided."""
    for form in catalog.all("form"):
        try:
            deciding_order(form)
        except RulesInACircle as circle:
            position = next(n for n, field in enumerate(form.fields) if field.id == circle.ids[0])
            yield catalog.problem(form, ("fields", position), "forms.problem.circle", circle=" → ".join(circle.ids))


@check
def settings_of_fields_make_sense(catalog: Catalog) -> Iterator[Problem]:
    """A computed field is nobody's to fill; a default is a value of its field."""
    for form in catalog.all("form"):
        for position, field in enumerate(form.fields):
            path = ("fields", position)
            if field.computed and (field.required or field.required_when or field.default is not None):
                yield catalog.problem(form, (*path, "formula"), "forms.problem.computed_and_filled", field=field.id)
            if field.default is not None:
                yield from value_problems(catalog, form, (*path, "default"), (field, field.default))


@check
def links_have_a_target(catalog: Catalog) -> Iterator[Problem]:
    """Record links name a form, person fields a role, choices a maintained list."""
    for form in catalog.all("form"):
        for position, field in enumerate(form.fields):
            for setting, kind in (("form", "form"), ("role", "role"), ("list", "list")):
                target = getattr(field.type, setting, None)
                if target and catalog.find(kind, target) is None:
                    path = ("fields", position, setting)
                    yield unknown(catalog, form, path, (kind, target))


def is_a_name(id: str) -> bool:
    """Whether the rule language reads this word as a name."""
    try:
        return parse(id).names == {id}
    except RuleError:
        return False


def unknown(catalog: Catalog, definition: Any, path: tuple[Any, ...], missing: tuple[str, str]) -> Problem:
    """A problem about a definition that is not there: (kind, id)."""
    kind, id = missing
    hint = suggest(id, [each.id for each in catalog.all(kind)])
    return catalog.problem(definition, path, f"forms.problem.unknown_{kind}", name=id, suggestion=hint)


def unknown_field(
    catalog: Catalog,
    definition: Any,
    path: tuple[Any, ...],
    named: tuple[str, FormDefinition],
    *,
    more: Iterable[str] = (),
) -> Iterator[Problem]:
    """A problem when the form has no field of that id and it is none of `more` either."""
    id, form = named
    known = [*form.by_id, *more]
    if id not in known:
        params = {"name": id, "form": form.label, "suggestion": suggest(id, known)}
        yield catalog.problem(definition, path, "forms.problem.unknown_field", **params)


def not_comparable(
    catalog: Catalog, definition: Any, path: tuple[Any, ...], named: tuple[str, FormDefinition]
) -> Iterator[Problem]:
    """A problem when two values of a field cannot be held against each other as one."""
    field = named[1].find(named[0])
    if field is not None and field.type.storage == "json":
        yield catalog.problem(definition, path, "forms.problem.not_comparable", field=field.label)


def value_problems(
    catalog: Catalog, definition: Any, path: tuple[Any, ...], given: tuple[FieldDefinition, Any]
) -> Iterator[Problem]:
    """A problem when a value written in a file is none of its field; people and records are not looked up."""
    field, value = given
    if field.type.refers:
        return
    if field.sensitive:
        yield catalog.problem(definition, path, "forms.problem.sensitive_fixed", field=field.label)
        return
    try:
        field.type.read(value, Context())
    except ValueRefused as refusal:
        reason = FieldErrorText(refusal)
        yield catalog.problem(definition, path, "forms.problem.bad_value", field=field.label, reason=reason)


class FieldErrorText:
    """A refused value's sentence, in the language of whoever reads the problem."""

    def __init__(self, refusal: ValueRefused) -> None:
        self.refusal = refusal

    def text(self, language: str) -> str:
        return say(f"fields.error.{self.refusal.code}", language, **self.refusal.params)
