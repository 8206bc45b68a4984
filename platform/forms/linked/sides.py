"""What is written beside a record's row, in the same transaction: the files, links and rows that its values name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from accounts import Work
from definitions import Registry

from ..definition import FormDefinition
from ..duplicate_keys import keep_keys
from ..field_definition import FieldDefinition

# (work, form id, field, value by record) → written.
Side = Callable[[Work, str, FieldDefinition, Mapping[int, Any]], None]
SIDES: Registry[Side] = Registry("sides")


def settle(work: Work, form: FormDefinition, written: Mapping[int, Mapping[str, Any]], *, new: bool = False) -> None:
    """Bring what lies beside these records in line with the values that were written; a new one has nothing yet."""
    keep_keys(work, form, written, new=new)
    for field in form.fields:
        if field.type.side is None:
            continue
        values = {record: each[field.id] for record, each in written.items() if field.id in each}
        if new:
            values = {record: value for record, value in values.items() if value is not None}
        if values:
            SIDES.get(field.type.side)(work, form.id, field, values)
