"""Checks of roles across files: names that do not exist, and rights that lock everyone out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from definitions import WARNING, Catalog, Problem, check, suggest

from .role import ANY_FORM, FormRights, RoleDefinition

# Without seeing a record one can still bring it in.
BLIND_VERBS = frozenset({"create", "import"})


@check
def somebody_holds_every_right(catalog: Catalog) -> Iterator[Problem]:
    """A configuration that nobody can use, or nobody can change, was not meant so."""
    roles, forms = catalog.all("role"), catalog.all("form")
    if not roles:
        for form in forms[:1]:
            yield catalog.problem(form, (), "accounts.no_roles", level=WARNING)
        return
    for form in forms:
        if all(role.on(form.id).see == "none" for role in roles):
            yield catalog.problem(form, ("id",), "accounts.nobody_sees_form", form=form.label)
    for right in ("configure", "people"):
        if not any(getattr(role, right) for role in roles):
            yield catalog.problem(roles[0], ("id",), f"accounts.nobody_may_{right}", level=WARNING)


@check
def roles_name_what_exists(catalog: Catalog) -> Iterator[Problem]:
    """Forms and fields that roles name must be there."""
    for role in catalog.all("role"):
        for form, rights in role.forms.items():
            yield from _form_problems(catalog, role, form, rights)


@check
def rights_that_cannot_be_used(catalog: Catalog) -> Iterator[Problem]:
    """A verb on records that one never sees, or a start page that one may not open."""
    for role in catalog.all("role"):
        if role.home == "studio" and not role.configure:
            yield catalog.problem(role, ("home",), "accounts.home_not_allowed", level=WARNING, home=role.home)
        for form, rights in role.forms.items():
            if rights.see == "none" and rights.do - BLIND_VERBS:
                verbs = ", ".join(sorted(rights.do - BLIND_VERBS))
                yield catalog.problem(role, ("forms", form), "accounts.does_without_seeing", level=WARNING, verbs=verbs)


def _form_problems(catalog: Catalog, role: RoleDefinition, form: str, rights: FormRights) -> Iterator[Problem]:
    if form == ANY_FORM:
        known = {field.id for definition in catalog.all("form") for field in definition.fields}
        yield from _field_problems(catalog, role, form, known)
        return
    definition = catalog.find("form", form)
    if definition is None:
        hint = suggest(form, [each.id for each in catalog.all("form")])
        yield catalog.problem(role, ("forms", form), "accounts.unknown_form", key=True, form=form, suggestion=hint)
        return
    yield from _field_problems(catalog, role, form, {field.id for field in definition.fields})
    yield from _unfillable(catalog, role, definition, rights)


def _field_problems(catalog: Catalog, role: RoleDefinition, form: str, known: set[str]) -> Iterator[Problem]:
    for setting in ("hide", "read_only", "unmask"):
        for field in sorted(getattr(role.forms[form], setting) - known):
            path = ("forms", form, setting)
            hint = suggest(field, known)
            message = "accounts.field_of_no_form" if form == ANY_FORM else "accounts.unknown_field"
            yield catalog.problem(role, path, message, field=field, form=form, suggestion=hint)


def _unfillable(catalog: Catalog, role: RoleDefinition, form: Any, rights: FormRights) -> Iterator[Problem]:
    """Who creates records must be able to fill what is required."""
    if "create" not in rights.do:
        return
    for field in form.fields:
        required = getattr(field, "required", False) and getattr(field, "default", None) is None
        closed = next((name for name in ("hide", "read_only") if field.id in getattr(rights, name)), None)
        if required and closed:
            path = ("forms", form.id, closed)
            yield catalog.problem(role, path, "accounts.required_but_closed", level=WARNING, field=field.label)
