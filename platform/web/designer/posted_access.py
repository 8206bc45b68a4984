"""What the grids of the roles' rights send, as acts on the files of the roles."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from accounts import FORM_VERBS
from publishing import designing

from .access import SIGHTS
from .wanted import Desk, Wanted

SENT = re.compile(r"(?:was\.see|has\.may|has\.named)\.([^/]+)")  # what goes along with every input of a role


def change_access(posted: Any, desk: Desk) -> Wanted:
    """Whose records each role sees, and what it may do with them."""
    form, fields = _form(desk)
    found = {role: tuple(_of_role(posted, form, role, fields)) for role in _roles(posted)}
    return Wanted(roles={id: acts for id, acts in found.items() if acts})


def change_named(posted: Any, desk: Desk) -> Wanted:
    """Which roles never see the field, only read it, or may see it whole."""
    (form, fields), field = _form(desk), posted.get("field", "")
    found = {role: tuple(_of_field(posted, form, field, role, fields)) for role in _roles(posted)}
    return Wanted(select={"field": field}, roles={id: acts for id, acts in found.items() if acts})


def _form(desk: Desk) -> tuple[str, tuple[str, ...]]:
    return str(desk.sheet.data.get("id")), tuple(desk.sheet.ids())


def _roles(posted: Any) -> tuple[str, ...]:
    """The roles that were on the page, whether they are published or only in the draft."""
    return tuple(dict.fromkeys(sent[1] for sent in map(SENT.match, posted) if sent))


def _of_role(posted: Any, form: str, role: str, fields: Collection[str]) -> Iterator[designing.Act]:
    """Only what was on the page and says something else than before; what stands there is not written again."""
    was, see = posted.get(f"was.see.{role}", ""), posted.get(f"see.{role}", "")
    if see in SIGHTS and see != was:
        yield designing.SetSight(form, was, see, fields)
    for verb in FORM_VERBS:
        name = f"may.{role}/{verb}"
        if f"has.{name}" in posted and bool(posted.get(name)) != (posted[f"has.{name}"] == "1"):
            yield designing.SetVerb(form, verb, bool(posted.get(name)), FORM_VERBS, fields)


def _of_field(posted: Any, form: str, field: str, role: str, fields: Collection[str]) -> Iterator[designing.Act]:
    for setting in designing.FIELD_SETTINGS:
        name = f"named.{role}/{setting}"
        if f"has.{name}" in posted and bool(posted.get(name)) != (posted[f"has.{name}"] == "1"):
            yield designing.SetNamed(form, setting, field, bool(posted.get(name)), fields)
