"""The columns as one reader may see them: what is hidden from them in a record's stage is null for the database too.

So it holds for lists, filters, sorting, sums, search, exports, reports and drill-down alike, without one of them
having to think of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Table, bindparam, case, or_

from accounts import Work, field_rights

from ..scope import columns_of, field_of, form_of, table_of


def seen_columns(work: Work, form: str) -> Mapping[str, ColumnElement]:
    """The columns by the names rules use, as far as the reader sees them in each row's stage."""
    columns = columns_of(work.catalog, form)
    hidden = field_rights(work.actor, form_of(work.catalog, form)).hidden.in_stages
    if not hidden:
        return columns
    table = table_of(work.catalog, form)
    return {name: masked_in(table, column, hidden.get(field_of(name), ())) for name, column in columns.items()}


def masked_in(table: Table, column: ColumnElement, stages: Any) -> ColumnElement:
    """The column where the record is in none of these stages, else null."""
    if not stages:
        return column
    named = bindparam(None, sorted(stages), expanding=True, literal_execute=True)  # written out, so that it groups
    return case((or_(table.c.stage.is_(None), table.c.stage.not_in(named)), column))
