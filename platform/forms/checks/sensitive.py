"""Checks of sensitive fields: what would need their plain values, or would tell them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from definitions import Catalog, Problem, check

from ..definition import FormDefinition
from ..field_definition import FieldDefinition

Path = tuple[Any, ...]


@check
def sensitive_fields_stay_so(catalog: Catalog) -> Iterator[Problem]:
    """Titles, the searched text, formulas and codes are read in plain; likeness needs plain values."""
    for form in catalog.all("form"):
        for path, code, field in _told(form):
            yield catalog.problem(form, path, f"forms.problem.{code}", field=field.label)
        for number, rule in enumerate(form.duplicates):
            for position, part in enumerate(rule.alike):
                field = form.find(part.field)
                if field is not None and field.sensitive and part.way != "exact":
                    path = ("duplicates", number, "alike", position)
                    yield catalog.problem(form, path, "forms.problem.sensitive_alike", field=field.label)


@check
def nothing_is_ordered_by_sensitive_fields(catalog: Catalog) -> Iterator[Problem]:
    """Views neither sort nor group by what the database cannot read."""
    for view in catalog.all("view"):
        form = catalog.find("form", view.form)
        for path, name in _ordering(view) if form is not None else ():
            field = form.find(name)
            if field is not None and field.sensitive:
                yield catalog.problem(view, path, "forms.problem.sensitive_order", field=field.label)


@check
def rollups_leave_sensitive_fields(catalog: Catalog) -> Iterator[Problem]:
    """A rollup compares, and its value would stand in another form."""
    for form in catalog.all("form"):
        for position, field in enumerate(form.fields):
            source = catalog.find("form", field.type.of) if field.type_name == "rollup" else None
            for key, name in ((field.type.measure, field.type.field), ("by", field.type.by)) if source else ():
                measured = source.find(name) if name else None
                if measured is not None and measured.sensitive:
                    path = ("fields", position, key)
                    yield catalog.problem(form, path, "forms.problem.sensitive_rollup", field=measured.label)


@check
def roles_unmask_what_is_masked(catalog: Catalog) -> Iterator[Problem]:
    """The right to see the whole of a field is for one that is sensitive and that the role sees."""
    for role in catalog.all("role"):
        for form_id, rights in role.forms.items():
            form = catalog.find("form", form_id)
            forms = [form] if form is not None else catalog.all("form") if form_id == "*" else []
            for name in sorted(rights.unmask):
                found = [each for each in (one.find(name) for one in forms) if each is not None]
                path = ("forms", form_id, "unmask")
                if found and not any(each.sensitive for each in found):
                    yield catalog.problem(role, path, "accounts.unmasks_nothing", field=found[0].label)
                elif found and name in rights.hide:
                    yield catalog.problem(role, path, "accounts.unmasks_hidden", field=found[0].label)


def _told(form: FormDefinition) -> Iterator[tuple[Path, str, FieldDefinition]]:
    named = [(("title",), form.title), *((("subtitle", n), name) for n, name in enumerate(form.subtitle))]
    for path, name in named:
        field = form.find(name)
        if field is not None and field.sensitive:
            yield path, "sensitive_title", field
    for position, field in enumerate(form.fields):
        if field.sensitive:
            yield from ((("fields", position, *path), code, field) for path, code in _settings(field))
        source = form.find(getattr(field.type, "value_of", None) or "")
        if source is not None and source.sensitive:
            yield ("fields", position, "value_of"), "sensitive_code", source


def _settings(field: FieldDefinition) -> Iterator[tuple[Path, str]]:
    if field.search:
        yield ("search",), "sensitive_search"
    for key in ("formula", "default"):
        if getattr(field, key) is not None or (key == "default" and field.default_formula is not None):
            yield (key,), "sensitive_computed"


def _ordering(view: Any) -> Iterator[tuple[Path, str]]:
    yield from ((("sort", position), name.removeprefix("-")) for position, name in enumerate(view.sort))
    for key in ("group", "kanban", "calendar"):
        if getattr(view, key):
            yield (key,), getattr(view, key)
