"""The search box as SQL: the searched text beside each record, as far as the reader may see what is in it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, String, cast, func, or_

from accounts import Work, readable_fields

from .scope import FIELD, form_of, table_of


def found_by(work: Work, form_id: str, words: Iterable[str]) -> list[ColumnElement[bool]]:
    """A clause for each word; all of them must hold."""
    places = _places(work, form_id)
    return [or_(*(place.contains(word, autoescape=True) for place in places)) for word in words]


def _places(work: Work, form_id: str) -> list[ColumnElement[str]]:
    """Where a field is hidden the common text would tell it letter by letter: then the others are asked singly."""
    form, table = form_of(work.catalog, form_id), table_of(work.catalog, form_id)
    seen = readable_fields(work.actor, form)
    if all(field.id in seen for field in form.searched):
        return [table.c.search]
    open_to_reader = [table.c[FIELD + field.id] for field in form.searched if field.id in seen]
    return [func.lower(cast(column, String)) for column in (table.c.number, *open_to_reader)]
