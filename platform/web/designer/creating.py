"""A new form in the draft: its file, a list beside it, and the roles that may use it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from accounts import ANY_FORM, RoleDefinition, Work
from definitions import ID_PATTERN, Catalog, NotEditable, Refused, parse_document, plain
from forms import column_types
from publishing import designing

from ..languages import language
from ..studio.draft import Draft
from ..studio.editing import create, save
from ..studio.listing import head_of
from .controls import words_typed

OWN, TEAM, ALL, NONE = LEVELS = ("own", "team", "all", "none")
PACK = re.compile(r"[a-z0-9][\w-]{0,47}")


@dataclass(frozen=True)
class RoleRow:
    """A role that does not see every form by itself, and what it is to see of this one."""

    id: str
    label: str
    see: str


@dataclass(frozen=True)
class Wish:
    """What was filled in."""

    zh: str = ""
    en: str = ""
    id: str = ""
    icon: str = "forms"
    pasted: str = ""
    pack: str = "local"
    see: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, posted: Any) -> Wish:
        """From the form of the page."""
        words = {name: posted.get(name, "").strip() for name in ("zh", "en", "id", "pasted")}
        see = {name.removeprefix("see."): value for name, value in posted.items() if name.startswith("see.")}
        return cls(**words, icon=posted.get("icon") or "forms", pack=posted.get("pack") or "local", see=see)


def role_rows(catalog: Catalog, see: Mapping[str, str]) -> Iterator[RoleRow]:
    """The roles one is asked about."""
    for role in catalog.all("role"):
        if ANY_FORM not in role.forms:
            yield RoleRow(role.id, role.label.text(language()), see.get(role.id, _usual(role)))


def create_form(work: Work, draft: Draft, wish: Wish) -> str:
    """Puts everything into the draft and answers with the form's id; Refused when something is missing."""
    label = words_typed(wish.zh, wish.en, None)
    if label is None:
        raise Refused("designer.no_name")
    if not PACK.fullmatch(wish.pack) or not re.fullmatch(r"[a-z0-9-]{1,40}", wish.icon):
        raise Refused("studio.bad_path", path=wish.pack)
    id = _id(draft, wish)
    columns = column_types(wish.pasted) if wish.pasted else ()
    text = designing.form_text(designing.NewForm(id, label, wish.icon, columns))
    create(work, f"{wish.pack}/forms/{id}.yaml", text)
    data = plain(parse_document("form.yaml", text).data)
    view = designing.free_id(f"{id}_all"[:44], _ids(draft, "view"))
    create(work, f"{wish.pack}/views/{view}.yaml", designing.view_text(data, view))
    _grant(work, draft, id, wish)
    return id


def _id(draft: Draft, wish: Wish) -> str:
    taken = {*_ids(draft, "form"), "new"}
    if not wish.id:
        return designing.free_id(wish.en or wish.zh, taken, "form")
    if not re.fullmatch(ID_PATTERN, wish.id):
        raise Refused("designer.bad_id", id=wish.id[:40])
    if wish.id in taken:
        raise Refused("designer.id_taken", id=wish.id)
    return wish.id


def _ids(draft: Draft, kind: str) -> set[str]:
    heads = (head_of(path, text) for path, text in draft.merged.items())
    return {id for each, id, _, _ in heads if each == kind}


def _grant(work: Work, draft: Draft, form: str, wish: Wish) -> None:
    """The roles' own files say who sees the form; a role that every form is open to needs no line."""
    catalog = draft.plan.catalog or work.catalog
    for role in catalog.all("role"):
        see = wish.see.get(role.id, NONE)
        path = catalog.file_of("role", role.id)
        if see not in (OWN, TEAM, ALL) or ANY_FORM in role.forms or path not in draft.merged:
            continue
        try:
            save(work, path, designing.granted(draft.merged[path], form, designing.Grant(see)))
        except NotEditable:
            raise Refused("designer.role_as_text", role=role.label) from None


def _usual(role: RoleDefinition) -> str:
    """Who brings in records of some form will probably fill in this one too, and see as much of it."""
    levels = (rights.see for rights in role.forms.values() if "create" in rights.do)
    return next((see for see in levels if see in LEVELS), NONE)
