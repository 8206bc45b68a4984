"""The new values of a portion of records, with their history; nobody's automation runs because a word was renamed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accounts import Work
from forms import FieldDefinition, FormDefinition, search_text, stored_table_of
from records import Event, events, store

from ..recomputing.linked import Moved
from ..recomputing.recompute import spread

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Portion:
    """How many records changed, and the last one that was looked at; None at the end."""

    changed: int
    last: int | None


@dataclass(frozen=True, slots=True)
class Taken:
    """One record whose value becomes another one."""

    record: int
    values: Values
    old: Any
    new: Any


def names_read(form: FormDefinition, field: FieldDefinition) -> frozenset[str]:
    """What has to be known of a record to move its value: itself, what conditions read, what is searched."""
    names = {field.id}.union(*(rule.names for rule in field.offered_when.values()))
    return frozenset(names | {one.id for one in form.searched} if field in form.searched else names)


def write(work: Work, form: FormDefinition, field: FieldDefinition, taken: Sequence[Taken], *, by: int | None) -> None:
    """Values, history, and what other forms compute from them."""
    if not taken:
        return
    searched = field in form.searched
    rows, told = [], []
    for one in taken:
        row = {"id": one.record, f"f_{field.id}": one.new, "updated_at": work.now}
        if searched:
            row["search"] = search_text(form, {**one.values, field.id: one.new}, one.values["number"])
        rows.append(row)
        data = {"changes": {field.id: [plain(one.old), plain(one.new)]}, "channel": "publishing"}
        told.append(Event(form.id, one.record, "edited", work.now, by, data, work.catalog.revision))
    store.update_many(work.connection, stored_table_of(work.catalog, form.id), rows, versioned=True)
    ids = events.append_many(work.connection, told)
    spread(work, form.id, [Moved(one.record, frozenset((field.id,))) for one in taken], key=f"taken:{ids[-1]}")


def plain(value: Any) -> Any:
    """As JSON keeps it."""
    return list(value) if isinstance(value, tuple) else value
