"""Computing records' formulas and rollups anew: when a rule changed, and when what they read elsewhere changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Table

from accounts import Work
from forms import (
    Cleaner,
    FormDefinition,
    column_values,
    form_of,
    record_values,
    rolled_up,
    search_text,
    settle,
    table_of,
    with_parts,
)
from records import numbers, store

from ..grading import grade_many, scorecard_of
from ..happenings import event, follow, remember
from ..stored import house_env, told_changes
from .linked import Moved, leave, rolling

PORTION = 1000


@dataclass(frozen=True)
class Again:
    """A record as it was, and the computed values that are others now."""

    row: Row[Any]
    before: Mapping[str, Any]
    changed: Mapping[str, Any]


def recompute_portion(work: Work, form_id: str, after: int = 0, *, key: str) -> int | None:
    """Computes the records that come after an id; returns where to go on, None at the end.

    No history is written, as nothing happened to the records: the form is another one. What other forms compute from
    these records follows.
    """
    form, table = form_of(work.catalog, form_id), table_of(work.catalog, form_id)
    if not any(field.computed or field.type.inner_computed for field in form.fields):
        return None
    rows = store.portion_after(work.connection, table, after, limit=PORTION)
    if not rows:
        return None
    found = _compute(work, form, table, rows)
    spread(work, form_id, [Moved(one.row.id, frozenset(one.changed)) for one in found], key=f"{key}:{after}")
    return rows[-1].id if len(rows) == PORTION else None


def recompute_records(work: Work, form_id: str, records: Iterable[int]) -> None:
    """Computes some records, because something changed that they read; with their history, grades and followers."""
    form, table = form_of(work.catalog, form_id), table_of(work.catalog, form_id)
    held = store.fetch_many(work.connection, table, sorted(set(records)), lock=True)
    found = _compute(work, form, table, list(held.values()))
    if not found:
        return
    told = remember(work, [_told(work, form, one) for one in found])
    _grade(work, form, found)
    follow(work, told)


def spread(work: Work, form_id: str, moved: Sequence[Moved], *, key: str) -> None:
    """Bring in line what other forms compute from these records: rollups at once, the rest in the outbox."""
    if moved:
        for target, records in rolling(work, form_id, moved).items():
            recompute_records(work, target, records)
        leave(work, form_id, moved, key=key)


def _compute(work: Work, form: FormDefinition, table: Table, rows: Sequence[Row[Any]]) -> list[Again]:
    """Writes what has changed; the rows are held, so that what is read elsewhere cannot be older than they are."""
    cleaner = Cleaner(form, work.as_system(), channel="page")
    befores = [record_values(row) for row in rows]
    cleaner.expect_linked(befores)
    known = _worked_out(work, form, rows, befores)
    found = []
    for row, before in zip(rows, befores, strict=True):
        changed = cleaner.recompute(before, known[row.id])
        if changed:
            found.append(Again(row, before, changed))
    _write(work, form, table, found)
    return found


def _worked_out(
    work: Work, form: FormDefinition, rows: Sequence[Row[Any]], befores: Sequence[Mapping[str, Any]]
) -> Mapping[int, dict[str, Any]]:
    """By record, the values that no rule of the record gives: rollups, serial numbers that are missing."""
    known: dict[int, dict[str, Any]] = defaultdict(dict)
    ids = [row.id for row in rows]
    for field in form.fields:
        if field.type_name == "rollup":
            for record, value in rolled_up(work, field, ids).items():
                known[record][field.id] = value
        elif field.type_name == "serial_number":
            bare = [id for id, before in zip(ids, befores, strict=True) if before[field.id] is None]
            for record, number in zip(bare, serials(work, form, field.id, len(bare)), strict=True):
                known[record][field.id] = number
    return known


def serials(work: Work, form: FormDefinition, field: str, count: int) -> Sequence[str]:
    """So many serial numbers of a field, none given before."""
    if not count:
        return ()
    local = work.now.astimezone(house_env(work).zone)
    pattern = form.field(field).type.pattern
    return numbers.next_numbers(work.connection, numbers.of_field(form.id, field), pattern, local, count=count)


def _write(work: Work, form: FormDefinition, table: Table, found: Sequence[Again]) -> None:
    """One statement for the records of which the same columns change."""
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    searched = {field.id for field in form.searched}
    for one in found:
        columns = column_values(form, one.changed)
        if not searched.isdisjoint(one.changed):
            columns["search"] = search_text(form, {**one.before, **one.changed}, one.row.number)
        alike[tuple(columns)].append({"id": one.row.id, **columns})
    for rows in alike.values():
        store.update_many(work.connection, table, rows)
    settle(work, form, {one.row.id: one.changed for one in found})


def _told(work: Work, form: FormDefinition, one: Again) -> Any:
    was_now = {name: (one.before.get(name), value) for name, value in one.changed.items()}
    return event(work, form.id, one.row.id, "recomputed", changes=told_changes(form, was_now))


def _grade(work: Work, form: FormDefinition, found: Sequence[Again]) -> None:
    scorecard = scorecard_of(work, form.id)
    if scorecard is None:
        return
    rows = [
        {**one.before, **with_parts(form, one.changed), "id": one.row.id}
        for one in found
        if not scorecard.reads.isdisjoint(with_parts(form, one.changed))
    ]
    grade_many(work, form.id, rows)
