"""Checks of enrichments: the form and its fields, the names a question fills in, its condition."""

from __future__ import annotations

from collections.abc import Iterator

from definitions import WARNING, Catalog, Problem, check, suggest
from forms import FormDefinition, Wanted, expression_problems, scope_of, unknown_field

from ..picking import pick_problems
from .definition import KEY, EnrichmentDefinition

BESIDE = ("number", "title", "subtitle", "owner", "form_label")


@check
def enrichments_ask_what_exists(catalog: Catalog) -> Iterator[Problem]:
    """Forms, fields and names of every enrichment."""
    for one in catalog.all("enrichment"):
        form = catalog.find("form", one.form)
        if form is None:
            hint = suggest(one.form, [each.id for each in catalog.all("form")])
            yield catalog.problem(one, ("form",), "flows.problem.unknown_form", name=one.form, suggestion=hint)
            continue
        yield from pick_problems(catalog, one, ("fields",), one.picks, form)
        yield from expression_problems(catalog, scope_of(catalog, form.id), Wanted(one, ("when",), one.when))
        yield from _names(catalog, one, form)
        yield from _sensitive(catalog, one, form)


def _sensitive(catalog: Catalog, one: EnrichmentDefinition, form: FormDefinition) -> Iterator[Problem]:
    """What is asked and what is answered is kept in plain text."""
    places = [(("ask",), name) for name in sorted(one.ask.names())]
    places += [(("fields", name), name) for name in one.fields]
    for path, name in places:
        field = form.find(name)
        if field is not None and field.sensitive:
            yield catalog.problem(one, path, "forms.problem.sensitive_lookup", field=field.label)


def _names(catalog: Catalog, one: EnrichmentDefinition, form: FormDefinition) -> Iterator[Problem]:
    known = {*scope_of(catalog, form.id).names, *BESIDE, KEY}
    for name in sorted(one.ask.names() - known):
        yield catalog.problem(one, ("ask",), "flows.problem.fills_unknown", name=name, suggestion=suggest(name, known))
    if KEY in one.ask.names() and one.key is None:
        yield catalog.problem(one, ("ask",), "enriching.problem.no_key")
    for place, name in enumerate(one.needs):
        if name not in BESIDE:
            yield from unknown_field(catalog, one, ("needs", place), (name, form))
    for name in sorted(set(one.needs) & set(one.fields)):
        yield catalog.problem(one, ("fields", name), "enriching.problem.fills_what_it_needs", level=WARNING, name=name)
