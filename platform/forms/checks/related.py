"""Checks of the lists on record pages: the other form is there, its link points here, its columns exist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from definitions import Catalog, Problem, check, suggest

from ..definition import FormDefinition
from ..related import RelatedList
from ..system_names import SYSTEM_TYPES
from .fields import unknown, unknown_field

Path = tuple[Any, ...]


@check
def related_lists_list_what_points_here(catalog: Catalog) -> Iterator[Problem]:
    """Form, link, columns and order of each list, and each list once."""
    for form in catalog.all("form"):
        seen: set[tuple[str, str]] = set()
        for position, one in enumerate(form.related):
            path = ("related", position)
            if (one.form, one.by) in seen:
                yield catalog.problem(form, path, "forms.problem.related_twice", name=one.by, of=one.form)
            seen.add((one.form, one.by))
            yield from _problems(catalog, form, path, one)


def _problems(catalog: Catalog, form: FormDefinition, path: Path, one: RelatedList) -> Iterator[Problem]:
    source = catalog.find("form", one.form)
    if source is None:
        yield unknown(catalog, form, (*path, "form"), ("form", one.form))
        return
    links = [field.id for field in source.fields if field.points_at == form.id]
    if one.by not in links:
        params = {"name": one.by, "of": source.label, "form": form.label}
        hint = suggest(one.by, links) or ", ".join(links)
        yield catalog.problem(form, (*path, "by"), "forms.problem.no_link_here", **params, suggestion=hint)
    for key, names in (("columns", one.columns), ("sort", [name.removeprefix("-") for name in one.sort])):
        for position, name in enumerate(names):
            yield from unknown_field(catalog, form, (*path, key, position), (name, source), more=SYSTEM_TYPES)
