"""Checks of rights on fields: names that do not exist, rights nobody can use, computed fields that tell hidden ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from accounts import SOMEWHERE, Actor, FieldRight, RoleDefinition, field_rights
from definitions import WARNING, Catalog, Problem, check, suggest

from ..definition import FormDefinition
from ..field_definition import FieldDefinition
from ..scope import scope_of
from .fields import unknown, unknown_field

Path = tuple[Any, ...]


@check
def rights_of_fields_name_what_exists(catalog: Catalog) -> Iterator[Problem]:
    """Roles and stages that rights speak of, and fields that computed ones may reveal."""
    for form in catalog.all("form"):
        for position, field in enumerate(form.fields):
            for number, right in enumerate(field.rights):
                path = ("fields", position, "rights", number)
                yield from _names(catalog, form, path, right)
                yield from _sense(catalog, form, path, (field, right))
            yield from _revealed(catalog, form, ("fields", position, "reveals"), field)


@check
def records_keep_their_names(catalog: Catalog) -> Iterator[Problem]:
    """The title names a record on every page and in every notice: it is open to all who see the record."""
    for role in catalog.all("role"):
        for form_id in role.forms:
            form = catalog.find("form", form_id)
            if form is not None and form.title in role.forms[form_id].hide:
                yield catalog.problem(role, ("forms", form_id, "hide"), "forms.problem.title_hidden", field=form.title)


@check
def computed_fields_tell_nothing_hidden(catalog: Catalog) -> Iterator[Problem]:
    """What is computed from a hidden field is withheld with it: better said than wondered about."""
    for form in catalog.all("form"):
        for role in catalog.all("role"):
            if role.on(form.id).see != "none":
                yield from _withheld(catalog, form, role)


def _withheld(catalog: Catalog, form: FormDefinition, role: RoleDefinition) -> Iterator[Problem]:
    actor = Actor(None, role.id, role, catalog=catalog)
    unseen = form.field_ids - field_rights(actor, form).readable(SOMEWHERE)
    plain = {id for id in unseen if id in role.on(form.id).hide or _says_hidden(form.field(id), role.id)}
    for position, field in enumerate(form.fields):
        if field.id not in unseen - plain:
            continue
        of = sorted(f"{name}" if of_form == form.id else f"{of_form}.{name}" for of_form, name in form.told[field.id])
        params = {"field": field.label, "role": role.label, "of": ", ".join(of), "level": WARNING}
        yield catalog.problem(form, ("fields", position, _computed_by(field)), "forms.problem.tells_hidden", **params)


def _computed_by(field: FieldDefinition) -> str:
    return "formula" if field.formula is not None else "type"


def _says_hidden(field: FieldDefinition, role: str) -> bool:
    return any(right.be == "hidden" and right.is_for(role) for right in field.rights)


def _names(catalog: Catalog, form: FormDefinition, path: Path, right: FieldRight) -> Iterator[Problem]:
    for place, role in enumerate(sorted(right.roles)):
        if catalog.find("role", role) is None:
            yield unknown(catalog, form, (*path, "roles", place), ("role", role))
    stages = scope_of(catalog, form.id).names["stage"].choices
    for stage in sorted(right.stages):
        if not stages:
            yield catalog.problem(form, (*path, "stages"), "forms.problem.no_stages", form=form.label)
            return
        if stage not in stages:
            hint = suggest(stage, stages)
            yield catalog.problem(form, (*path, "stages"), "forms.problem.unknown_stage", name=stage, suggestion=hint)


def _sense(
    catalog: Catalog, form: FormDefinition, path: Path, said: tuple[FieldDefinition, FieldRight]
) -> Iterator[Problem]:
    field, right = said
    if right.be == "hidden" and field.id == form.title:
        yield catalog.problem(form, path, "forms.problem.title_hidden", field=field.label)
    if right.be != "hidden" and field.computed:
        yield catalog.problem(form, path, "forms.problem.right_on_computed", field=field.label)
    if right.be == "required" and any(_both(right, other) for other in field.rights if other.be != "required"):
        yield catalog.problem(form, path, "forms.problem.required_and_closed", field=field.label)


def _both(one: FieldRight, other: FieldRight) -> bool:
    """Whether two lines may hold for the same person at the same time."""
    same_role = not one.roles or not other.roles or one.roles & other.roles
    same_stage = not one.stages or not other.stages or one.stages & other.stages
    return bool(same_role and same_stage)


def _revealed(catalog: Catalog, form: FormDefinition, path: Path, field: FieldDefinition) -> Iterator[Problem]:
    if field.reveals and not field.computed:
        yield catalog.problem(form, path, "forms.problem.reveals_nothing", field=field.label)
        return
    bare = replace(field, reveals=frozenset())
    behind = {name for name in field.formula.names if "." in name} if field.formula is not None else set()
    read = {name for _, name in form.sources_of(bare)} | behind
    for name in sorted(field.reveals - read):
        yield from unknown_field(catalog, form, path, (name, form))
        if name in form.by_id:
            yield catalog.problem(form, path, "forms.problem.not_read", field=field.label, name=name)
