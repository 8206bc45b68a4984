"""The rules of a form's fields: their scope, what they must give, and their conditions as rows."""

from __future__ import annotations

from typing import Any

from accounts import Work
from definitions import Catalog, Refused, read_single
from forms import FieldDefinition, gives, own_scope_of
from rules import Type

from ..conditions import BadCondition, RuleSaid, Terms, said_of, terms_of, with_changes
from .settings import CONDITIONS
from .wanted import Desk


def rule_said(
    work: Work, catalog: Catalog, form: str, text: str, *, setting: str, field: FieldDefinition | None = None
) -> RuleSaid:
    """The rule of a setting in words and rows; a formula gives what its field holds."""
    wanted = gives(field) if field and setting == "formula" else (Type.YES_NO,)
    rows = (setting, _terms(work, catalog, form)) if setting in CONDITIONS else None
    return said_of(text, own_scope_of(catalog, form), wanted, rows=rows)


def changed_conditions(posted: Any, desk: Desk, id: str, changes: dict[str, Any], errors: dict[str, str]) -> None:
    """What was changed in the rows of a field's conditions joins what else was changed."""
    if not any(f"k.{setting}.of" in posted for setting in CONDITIONS):
        return
    form = read_single("form", desk.sheet.text, file="form").definition
    if form is None:
        raise Refused("designer.mend_first")
    terms = _terms(desk.work, desk.catalog.replacing({("form", form.id): form}), form.id)
    for setting in CONDITIONS:
        rule = changes.get(setting, desk.sheet.field(id).get(setting)) or ""
        try:
            changed = with_changes(str(rule), posted, setting, terms)
        except BadCondition as refused:
            errors[setting] = str(refused)
            continue
        if changed is not None:
            changes[setting] = changed or None


def _terms(work: Work, catalog: Catalog, form: str) -> Terms:
    return terms_of(work, catalog, form, own_scope_of(catalog, form), own=True)
