"""Uploaded files as values of fields, and which record has them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts import Work
from records import StoredFile, files

from ..errors import FieldError, Invalid
from ..field_definition import FieldDefinition
from .sides import SIDES


def file_by_key(work: Work, key: str) -> Mapping[str, Any] | None:
    """A file as a value names it; one that is nobody's yet only for whoever sent it."""
    row = files.by_key(work.connection, key)
    if row is None or (row.record is None and not _sent_by(work, row)):
        return None
    return as_value(row)


def as_value(row: StoredFile) -> dict[str, Any]:
    """What a record keeps of a file."""
    size = {"width": row.width, "height": row.height} if row.width and row.height else {}
    return {"key": row.key, "name": row.name, "size": row.size, "type": row.type, **size}


@SIDES.register("files")
def settle_files(work: Work, form: str, field: FieldDefinition, values: Mapping[int, Any]) -> None:
    """Each record has the files its value names, and no others; one that another record has is refused."""
    for record, value in values.items():
        keys = [one["key"] for one in value or ()]
        if files.take(work.connection, form, field.id, record, keys) < len(keys):
            raise Invalid([FieldError(field.id, "no_such_file")])
        files.drop(work.connection, form, field.id, record, kept=keys, now=work.now)


def _sent_by(work: Work, row: StoredFile) -> bool:
    """A visitor is nobody in particular: to know the key is to have sent it."""
    return work.actor.is_system or row.uploaded_by == work.actor.person_id
