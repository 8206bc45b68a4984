"""Checks of inlets: the form and its fields, a proof, and that what a record must have can come in."""

from __future__ import annotations

from collections.abc import Iterator

from definitions import WARNING, Catalog, Problem, check, suggest
from forms import FormDefinition

from ..picking import fixed_problems, pick_problems
from ..short_messages.opting import phone_fields
from .definition import MAIL, SMS, InletDefinition
from .texted import NAMES


@check
def inlets_fill_what_exists(catalog: Catalog) -> Iterator[Problem]:
    """Forms, fields, words and values of every inlet."""
    for inlet in catalog.all("inlet"):
        form = catalog.find("form", inlet.form)
        if form is None:
            hint = suggest(inlet.form, [each.id for each in catalog.all("form")])
            yield catalog.problem(inlet, ("form",), "flows.problem.unknown_form", name=inlet.form, suggestion=hint)
            continue
        if inlet.by == SMS:
            yield from _texts(catalog, inlet, form)
        else:
            yield from pick_problems(catalog, inlet, ("fields",), inlet.picks, form)
            yield from fixed_problems(catalog, inlet, ("values",), inlet.values, form)
            yield from _missing(catalog, inlet, form)
        yield from _sensitive(catalog, inlet, form)
        if inlet.by != MAIL and not inlet.secrets:
            yield catalog.problem(inlet, ("id",), "inlets.problem.no_proof")


def _texts(catalog: Catalog, inlet: InletDefinition, form: FormDefinition) -> Iterator[Problem]:
    """An answer has a number and words, and a record has a number to find it by."""
    named = {pick.field for pick in inlet.picks}
    for name in sorted(named - set(NAMES)):
        hint = suggest(name, NAMES)
        yield catalog.problem(inlet, ("fields", name), "inlets.problem.no_part_of_a_text", name=name, suggestion=hint)
    for name in sorted(set(NAMES) - named):
        yield catalog.problem(inlet, ("fields",), "inlets.problem.text_lacks", name=name)
    if not phone_fields(form):
        yield catalog.problem(inlet, ("form",), "automation.problem.no_phone", form=form.label)
    if inlet.key is None:
        yield catalog.problem(inlet, ("id",), "inlets.problem.heard_twice", level=WARNING)


def _sensitive(catalog: Catalog, inlet: InletDefinition, form: FormDefinition) -> Iterator[Problem]:
    """What was said by mail, and with whom, is kept in plain text."""
    picked = {pick.field for pick in inlet.picks} if inlet.by == MAIL else ()
    for name in sorted(picked):
        field = form.find(name)
        if field is not None and field.sensitive:
            yield catalog.problem(inlet, ("fields", name), "forms.problem.sensitive_mail_in", field=field.label)


def _missing(catalog: Catalog, inlet: InletDefinition, form: FormDefinition) -> Iterator[Problem]:
    """Fields without which nothing would ever be let in."""
    for field in form.fields:
        needed = field.required and field.default is None and field.default_formula is None and not field.computed
        if needed and field.id not in inlet.fields:
            yield catalog.problem(inlet, ("fields",), "inlets.problem.not_filled", level=WARNING, field=field.label)
