"""Computing a form's formulas anew, after one of them changed: a portion of records a transaction."""

from __future__ import annotations

from typing import Any

from accounts import Work
from forms import Cleaner, column_values, form_of, table_of
from records import store

PORTION = 1000


def recompute_portion(work: Work, form_id: str, after: int = 0) -> int | None:
    """Computes the stored values of the records that come after an id; returns where to go on, None at the end.

    Only computed fields change; a record somebody edits meanwhile computes them with the edit.
    """
    form, table = form_of(work.catalog, form_id), table_of(work.catalog, form_id)
    computed = [field.id for field in form.fields if field.formula is not None]
    rows = store.portion_after(work.connection, table, after, limit=PORTION)
    if not computed or not rows:
        return None
    cleaner = Cleaner(form, work.as_system(), channel="page")
    for row in rows:
        changed = _changed(cleaner, row, computed)
        if changed:
            store.update_unversioned(work.connection, table, row.id, column_values(form, changed))
    return rows[-1].id if len(rows) == PORTION else None


def _changed(cleaner: Cleaner, row: Any, computed: list[str]) -> dict[str, Any]:
    values = cleaner.clean({}, row).changes
    return {name: values[name] for name in computed if name in values}
