"""The search box as SQL: the searched text beside each record, as far as the reader may see what is in it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, String, cast, func, or_

from accounts import EVERYWHERE, Work, field_rights

from ..scope import form_of, table_of
from .seen_columns import seen_columns


def found_by(work: Work, form_id: str, words: Iterable[str]) -> list[ColumnElement[bool]]:
    """A clause for each word; all of them must hold."""
    places = _places(work, form_id)
    return [or_(*(place.contains(word, autoescape=True) for place in places)) for word in words]


def _places(work: Work, form_id: str) -> list[ColumnElement[str]]:
    """Where a field is hidden the common text would tell it letter by letter: then the others are asked singly."""
    form, table = form_of(work.catalog, form_id), table_of(work.catalog, form_id)
    rights = field_rights(work.actor, form)
    if all(field.id in rights.readable(EVERYWHERE) for field in form.searched):
        return [table.c.search]
    columns = seen_columns(work, form_id)
    open_to_reader = [columns[field.id] for field in form.searched if field.id in rights.readable()]
    return [func.lower(cast(column, String)) for column in (table.c.number, *open_to_reader)]
