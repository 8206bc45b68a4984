"""What the grids of the roles' rights send, as acts on the files of the roles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from accounts import FORM_VERBS
from publishing import designing

from .access import SIGHTS
from .wanted import Desk, Wanted


def change_access(posted: Any, desk: Desk) -> Wanted:
    """Whose records each role sees, and what it may do with them."""
    form = str(desk.sheet.data.get("id"))
    found = {role.id: tuple(_of_role(posted, form, role.id)) for role in desk.catalog.all("role")}
    return Wanted(roles={id: acts for id, acts in found.items() if acts})


def change_named(posted: Any, desk: Desk) -> Wanted:
    """Which roles never see the field, only read it, or may see it whole."""
    form, field = str(desk.sheet.data.get("id")), posted.get("field", "")
    found = {role.id: tuple(_of_field(posted, form, field, role.id)) for role in desk.catalog.all("role")}
    return Wanted(select={"field": field}, roles={id: acts for id, acts in found.items() if acts})


def _of_role(posted: Any, form: str, role: str) -> Iterator[designing.Act]:
    """Only what was on the page and says something else than before; what stands there is not written again."""
    see = posted.get(f"see.{role}", "")
    if see in SIGHTS and see != posted.get(f"was.see.{role}"):
        yield designing.SetSight(form, see)
    for verb in FORM_VERBS:
        name = f"may.{role}/{verb}"
        if f"has.{name}" in posted and bool(posted.get(name)) != (posted[f"has.{name}"] == "1"):
            yield designing.SetVerb(form, verb, bool(posted.get(name)), FORM_VERBS)


def _of_field(posted: Any, form: str, field: str, role: str) -> Iterator[designing.Act]:
    for setting in designing.FIELD_SETTINGS:
        name = f"named.{role}/{setting}"
        if f"has.{name}" in posted and bool(posted.get(name)) != (posted[f"has.{name}"] == "1"):
            yield designing.SetNamed(form, setting, field, bool(posted.get(name)))
