"""The search box as SQL: the searched text beside each record, as far as the reader may see what is in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import ColumnElement, String, and_, cast, func, or_, select

from accounts import EVERYWHERE, Work, field_rights
from records import KeyMissing, field_keys

from ..field_definition import FieldDefinition
from ..fields import Context, ValueRefused
from ..scope import form_of, table_of
from .seen_columns import seen_columns

# Whatever is typed is such a value.
FREE = ("text", "long_text")


def found_by(work: Work, form_id: str, words: Iterable[str], *, whole: str = "") -> list[ColumnElement[bool]]:
    """A clause for each word; all of them must hold, unless the whole is the value of a sensitive field."""
    places = _places(work, form_id)
    each = [or_(*(place.contains(word, autoescape=True) for place in places)) for word in words]
    exact = [condition for _, condition in _exactly(work, form_id, whole)] if each else []
    return [or_(and_(*each), *exact)] if exact else each


def sealed_field_of(work: Work, form_id: str, whole: str) -> FieldDefinition | None:
    """The sensitive field whose value the searched words are or may be; any words are a text, so one that is there."""
    table = table_of(work.catalog, form_id)
    for field, condition in _exactly(work, form_id, whole):
        there = select(table.c.id).where(condition).limit(1)
        if field.type.name not in FREE or work.connection.execute(there).first() is not None:
            return field
    return None


def _exactly(work: Work, form_id: str, whole: str) -> Iterator[tuple[FieldDefinition, ColumnElement[bool]]]:
    """Encrypted values are found by all that they say, or not at all."""
    form, columns = form_of(work.catalog, form_id), seen_columns(work, form_id)
    readable = field_rights(work.actor, form).readable()
    for field in (field for field in form.fields if field.sensitive and field.id in readable):
        try:
            value = field.type.asked(whole, Context(work.language, work.timezone)) if whole else None
        except (ValueRefused, KeyMissing):
            continue
        if value:
            yield field, columns[field.id].in_(field_keys.in_every_key(value))


def _places(work: Work, form_id: str) -> list[ColumnElement[str]]:
    """Where a field is hidden the common text would tell it letter by letter: then the others are asked singly."""
    form, table = form_of(work.catalog, form_id), table_of(work.catalog, form_id)
    rights = field_rights(work.actor, form)
    if all(field.id in rights.readable(EVERYWHERE) for field in form.searched):
        return [table.c.search]
    columns = seen_columns(work, form_id)
    open_to_reader = [columns[field.id] for field in form.searched if field.id in rights.readable()]
    return [func.lower(cast(column, String)) for column in (table.c.number, *open_to_reader)]
