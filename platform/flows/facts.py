"""All that a rule about records may ask: their values, what their tasks came to, and what was noticed of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Table, select

from accounts import Work
from definitions import Catalog
from forms import columns_of, record_values, scope_of, table_of
from records import Among, store, tasks
from rules import Scope

from .happenings import Told
from .noticed import facts_of as noticed_of
from .pipelines import pipeline_scope, task_values
from .subject import Subject


def facts_scope(catalog: Catalog, form: str) -> Scope:
    """What such a rule may name: what any rule about the form may, and `done(x)`, `skipped(x)` for all its tasks."""
    return catalog.derived(("facts_scope", form), lambda: _scope(catalog, form))


def facts(work: Work, subject: Subject) -> dict[str, Any]:
    """The facts of a record that is in hand."""
    return dict(subject.values)


def facts_of(work: Work, form: str, records: Collection[int], names: Iterable[str]) -> dict[int, dict[str, Any]]:
    """The facts of many records, as far as these names ask for them; what is gone or in the trash is left out."""
    rows = store.fetch_many(work.connection, table_of(work.catalog, form), records)
    found = {id: record_values(row) for id, row in rows.items() if row.trashed_at is None}
    names = tuple(names)
    for id, noticed in noticed_of(work, form, tuple(found), names).items():
        found[id].update(noticed)
    if any(_asks_for_tasks(name) for name in names):
        states = tasks.states_of(work.connection, form, found)
        for id, values in found.items():
            values.update(task_values(states.get(id, {})))
    return found


def facts_after(
    work: Work, told: Told, form: str, records: Collection[int], names: Iterable[str]
) -> dict[int, Mapping[str, Any]]:
    """The same of records that something has just happened to; those that came in with it are known."""
    known = {record: told.known[form, record] for record in records if (form, record) in told.known}
    unknown = [record for record in records if record not in known]
    return {**known, **facts_of(work, form, unknown, names)} if unknown else known


def kept_of(
    work: Work, form: str, records: Collection[int], names: Collection[str], *, lock: bool = False
) -> dict[int, dict[str, Any]]:
    """What these names ask for of many records, as far as the records keep it themselves; other columns are not read.

    Nobody knows who asks. With `lock` nobody else changes the records now.
    """
    table, known = table_of(work.catalog, form), columns_of(work.catalog, form)
    kept = tuple(sorted(name for name in names if name in known))
    query = _kept(table, tuple(known[name] for name in kept), lock)
    rows = query.all(work.connection, sorted(records))
    return {id: dict(zip(kept, values, strict=True)) for id, *values in rows}


def add_asked(work: Work, form: str, found: Mapping[int, dict[str, Any]], names: Collection[str]) -> None:
    """The rest of what the names ask for: what was noticed of these records and what their tasks came to."""
    for id, noticed in noticed_of(work, form, tuple(found), names).items():
        found[id].update(noticed)
    if any(_asks_for_tasks(name) for name in names):
        for id, states in tasks.states_of(work.connection, form, found).items():
            found[id].update(task_values(states))


@lru_cache(maxsize=256)
def _kept(table: Table, columns: tuple[ColumnElement, ...], lock: bool) -> Among:
    mine = select(table.c.id, *columns).where(table.c.trashed_at.is_(None)).order_by(table.c.id)
    return Among(table.c.id, mine.with_for_update() if lock else mine)


def _asks_for_tasks(name: str) -> bool:
    return name.startswith(("done(", "skipped("))


def _scope(catalog: Catalog, form: str) -> Scope:
    scope, functions = scope_of(catalog, form), {}
    for pipeline in catalog.of_form("pipeline", form):
        for name, function in pipeline_scope(catalog, pipeline).functions.items():
            known = functions[name].arguments if name in functions else {}
            functions[name] = replace(function, arguments={**known, **function.arguments})
    return Scope(scope.names, {**scope.functions, **functions})
