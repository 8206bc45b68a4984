"""Checks of fields that choose from maintained lists: their levels, and the fields that narrow them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from definitions import WARNING, Catalog, Problem, check, suggest

from ..definition import FormDefinition
from ..field_definition import FieldDefinition
from ..fields.choice import Choosing
from .fields import unknown_field


@check
def choices_fit_their_lists(catalog: Catalog) -> Iterator[Problem]:
    """A level is one of the list's; a parent chooses from the same list, one level above."""
    for form in catalog.all("form"):
        for position, field in enumerate(form.fields):
            if isinstance(field.type, Choosing) and field.type.list:
                yield from _level(catalog, form, position, field)
                yield from _parent(catalog, form, position, field)


@check
def lists_are_chosen_from(catalog: Catalog) -> Iterator[Problem]:
    """A list that no field uses is probably a spelling mistake somewhere."""
    used = {getattr(field.type, "list", None) for form in catalog.all("form") for field in form.fields}
    for each in catalog.all("list"):
        if each.id not in used:
            yield catalog.problem(each, ("id",), "lists.problem.unused", level=WARNING, list=each.label)


def _level(catalog: Catalog, form: FormDefinition, position: int, field: FieldDefinition) -> Iterator[Problem]:
    source = catalog.find("list", field.type.list)
    if source is None or not field.type.level or source.depth_of(field.type.level):
        return
    known = [level.id for level in source.levels]
    params = {"name": field.type.level, "list": source.label, "suggestion": suggest(field.type.level, known)}
    yield catalog.problem(form, ("fields", position, "level"), "lists.problem.unknown_level", **params)


def _parent(catalog: Catalog, form: FormDefinition, position: int, field: FieldDefinition) -> Iterator[Problem]:
    name: Any = field.type.parent
    if not name:
        return
    path = ("fields", position, "parent")
    yield from unknown_field(catalog, form, path, (name, form))
    above = form.find(name)
    if above is not None and getattr(above.type, "list", None) != field.type.list:
        yield catalog.problem(form, path, "lists.problem.other_list", field=above.label, list=field.type.list)
    elif above is not None and not {one.parent for one in field.type.choices} & set(above.type.by_id):
        yield catalog.problem(form, path, "lists.problem.not_below", field=above.label)
