"""The keys under which duplicates are found, made anew: where values lie under another key of encryption, where a
newer Leadwright makes other keys of the same value, and where a form compares otherwise than when they were made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from accounts import Work
from forms import FormDefinition, form_of, keep_keys, keys_made_by, record_values, table_of
from records import Database, outbox, settings, store

ERRAND = "match_keys"
PORTION = 500


def renew_stale(work: Work) -> int:
    """Leaves an errand for each form whose keys were made otherwise than they would be today; for how many forms."""
    stale = [form.id for form in work.catalog.all("form") if _are_stale(work, form)]
    for form in stale:
        settings.put(work.connection, f"{ERRAND}:{form}", keys_made_by(work.catalog.get("form", form)))
        outbox.put(work.connection, ERRAND, {"form": form}, work.now, key=f"{ERRAND}:{form}:{work.now.isoformat()}")
    return len(stale)


def made_no_more(work: Work, form: str) -> None:
    """Some of a form's keys went: they are made anew as soon as the form compares by them."""
    settings.put(work.connection, f"{ERRAND}:{form}", None)


def keep_keys_again(database: Database, work_of: Callable[[Any], Work]) -> None:
    """For every form that looks for likeness in a sensitive field; a portion a transaction."""
    with database.reading() as connection:
        forms = [form.id for form in work_of(connection).catalog.all("form") if _compares_sensitive(form)]
    for form in forms:
        after: int | None = 0
        while after is not None:
            with database.transaction() as connection:
                after = renew_portion(work_of(connection), form, after)


def renew_portion(work: Work, form_id: str, after: int) -> int | None:
    """Makes the keys of the records that come after an id; returns where to go on, None at the end."""
    form, table = form_of(work.catalog, form_id), table_of(work.catalog, form_id)
    rows = store.portion_after(work.connection, table, after, limit=PORTION)
    values = {row.id: record_values(row) for row in rows}
    keep_keys(work, form, {id: {name: held.get(name) for name in form.by_id} for id, held in values.items()})
    return rows[-1].id if len(rows) == PORTION else None


def _are_stale(work: Work, form: FormDefinition) -> bool:
    today = keys_made_by(form)
    return bool(today) and settings.get(work.connection, f"{ERRAND}:{form.id}") != today


def _compares_sensitive(form: FormDefinition) -> bool:
    named = (form.find(part.field) for rule in form.duplicates for part in rule.alike)
    return any(field is not None and field.sensitive for field in named)
