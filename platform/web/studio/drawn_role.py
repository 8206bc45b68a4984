"""A role as people read it: form by form whose records it sees and what it does, with the way to change it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from accounts import ANY_FORM, FORM_VERBS, THROUGH, FormRights, RoleDefinition, Work, people
from definitions import Catalog
from forms import FormDefinition

from ..languages import language, t
from .draft import Draft


@dataclass(frozen=True)
class RoleForm:
    """One form: whose records, which verbs, and what of its fields is otherwise."""

    label: str
    href: str
    sees: str
    does: str
    fields: tuple[str, ...]
    is_wide: bool


@dataclass(frozen=True)
class RoleDrawing:
    """What a role may do, and how many people have it."""

    forms: tuple[RoleForm, ...]
    people: int


def draw(work: Work, draft: Draft, catalog: Catalog, id: str) -> RoleDrawing:
    """The role as the draft has it; its people as they are now."""
    role = catalog.get("role", id)
    rows = tuple(_row(role, form) for form in catalog.all("form"))
    return RoleDrawing(rows, len(people.listing(work.connection, role=id)))


def _row(role: RoleDefinition, form: FormDefinition) -> RoleForm:
    rights = role.on(form.id)
    return RoleForm(
        label=form.label.text(language()),
        href=f"/studio/forms/{form.id}?room=access",
        sees=t(f"access.see.{rights.see}") if rights.see != THROUGH else _through(form, rights),
        does=_does(rights),
        fields=tuple(_fields(form, rights)),
        is_wide=form.id not in role.forms and ANY_FORM in role.forms,
    )


def _does(rights: FormRights) -> str:
    if rights.do == frozenset(FORM_VERBS):
        return t("access.does_all")
    return t("diff.and").join(t(f"accounts.verb.{verb}") for verb in FORM_VERBS if verb in rights.do)


def _through(form: FormDefinition, rights: FormRights) -> str:
    names = [found.label.text(language()) for name in rights.through if (found := form.find(name)) is not None]
    return t("access.see_through", links=names)


def _fields(form: FormDefinition, rights: FormRights) -> Iterator[str]:
    for setting in ("hide", "read_only", "unmask"):
        named = [field.label.text(language()) for field in form.fields if field.id in getattr(rights, setting)]
        if named:
            yield t("access.of_fields", what=t(f"access.{setting}"), fields=named)
