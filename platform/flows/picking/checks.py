"""What is wrong with picks against the form they fill."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from definitions import Catalog, Problem
from forms import FormDefinition, unknown_field, value_problems

from .definition import Pick


def pick_problems(
    catalog: Catalog, owner: Any, path: tuple[Any, ...], picks: Iterable[Pick], form: FormDefinition
) -> Iterator[Problem]:
    """Fields that are not there or compute themselves, and words that are no value of their field."""
    for pick in picks:
        here = (*path, pick.field)
        yield from unknown_field(catalog, owner, here, (pick.field, form))
        field = form.find(pick.field)
        if field is None:
            continue
        if field.computed:
            yield catalog.problem(owner, here, "forms.problem.fills_computed", field=field.id)
        for word, value in pick.choices.items():
            yield from value_problems(catalog, owner, (*here, "choices", word), (field, value))
        if pick.otherwise is not None:
            yield from value_problems(catalog, owner, (*here, "else"), (field, pick.otherwise))


def fixed_problems(
    catalog: Catalog, owner: Any, path: tuple[Any, ...], values: Mapping[str, Any], form: FormDefinition
) -> Iterator[Problem]:
    """The same of values that are always the same."""
    for id, value in values.items():
        yield from unknown_field(catalog, owner, (*path, id), (id, form))
        if form.find(id):
            yield from value_problems(catalog, owner, (*path, id), (form.field(id), value))
