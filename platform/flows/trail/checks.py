"""What only a look across files can find about trails."""

from __future__ import annotations

from collections.abc import Iterable

from definitions import Catalog, Problem, check, suggest


@check
def trails_belong_to_a_form(catalog: Catalog) -> Iterable[Problem]:
    """The form exists, and has one trail."""
    for trail in catalog.all("trail"):
        if catalog.find("form", trail.form) is None:
            hint = suggest(trail.form, [form.id for form in catalog.all("form")])
            yield catalog.problem(trail, ("form",), "flows.problem.unknown_form", name=trail.form, suggestion=hint)
            continue
        first = catalog.of_form("trail", trail.form)[0]
        if first is not trail:
            yield catalog.problem(trail, ("form",), "trail.problem.second", form=trail.form, other=first.id)
