"""The tables beside a form's own: a row for each link, and for each row of a child table, with real types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Table, delete

from accounts import Work
from definitions import Catalog
from records import side_table, store

from ..field_definition import FieldDefinition
from ..scope import FIELD, form_of, side_spec
from .sides import SIDES

PORTION = 500


def side_table_of(catalog: Catalog, form: str, field: str) -> Table:
    """The table beside a form's that one of its fields writes."""
    return side_table(side_spec(form, form_of(catalog, form).field(field)))


@SIDES.register("links")
@SIDES.register("rows")
def settle_rows(work: Work, form: str, field: FieldDefinition, values: Mapping[int, Any]) -> None:
    """Each record has the rows its value says, in its order; what lay there before makes room."""
    table = side_table(side_spec(form, field))
    for part in _portions(values):
        work.connection.execute(delete(table).where(table.c.record.in_(part)))
    rows = [
        {"record": record, "place": place, **{FIELD + name: cell for name, cell in row.items()}}
        for record, value in values.items()
        for place, row in enumerate(field.type.side_rows(value))
    ]
    store.insert_many(work.connection, table, rows)


def _portions(values: Iterable[int]) -> Iterable[list[int]]:
    every = list(values)
    return (every[start : start + PORTION] for start in range(0, len(every), PORTION))
