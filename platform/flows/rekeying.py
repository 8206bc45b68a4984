"""The keys under which duplicates are found, made anew once their values lie under another key of encryption."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from accounts import Work
from forms import FormDefinition, form_of, keep_keys, record_values, table_of
from records import Database, store

PORTION = 500


def keep_keys_again(database: Database, work_of: Callable[[Any], Work]) -> None:
    """For every form that looks for likeness in a sensitive field; a portion a transaction."""
    with database.reading() as connection:
        forms = [form.id for form in work_of(connection).catalog.all("form") if _compares_sensitive(form)]
    for form in forms:
        after: int | None = 0
        while after is not None:
            with database.transaction() as connection:
                after = _portion(work_of(connection), form, after)


def _compares_sensitive(form: FormDefinition) -> bool:
    named = (form.find(part.field) for rule in form.duplicates for part in rule.alike)
    return any(field is not None and field.sensitive for field in named)


def _portion(work: Work, form_id: str, after: int) -> int | None:
    form, table = form_of(work.catalog, form_id), table_of(work.catalog, form_id)
    rows = store.portion_after(work.connection, table, after, limit=PORTION)
    values = {row.id: record_values(row) for row in rows}
    keep_keys(work, form, {id: {name: held.get(name) for name in form.by_id} for id, held in values.items()})
    return rows[-1].id if len(rows) == PORTION else None
