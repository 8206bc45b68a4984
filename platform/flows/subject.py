"""A record as the verbs of flows take it in hand: its row, locked, with its values and where it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, bindparam, select

from accounts import SYSTEM, Actor, Person, Work, actor_of, allowed, rights_on, sees_all, visible
from definitions import NotFound, Refused
from forms import FormDefinition, form_of, record_values, table_of
from records import Prepared, portions, store, tasks

from .noticed import facts_asked, facts_of
from .pipelines import Pipeline, Stage, task_values


@dataclass(frozen=True)
class Subject:
    """One record with all that rules may ask of it."""

    form: FormDefinition
    table: Table
    row: Row
    values: Mapping[str, Any]
    pipeline: Pipeline | None = None

    @property
    def id(self) -> int:
        return self.row.id

    @property
    def number(self) -> str:
        return self.row.number

    @property
    def owner(self) -> int | None:
        return self.row.owner

    @property
    def stage(self) -> Stage | None:
        """Where it stands; None where this revision has no such stage any more."""
        return self.pipeline.stage(self.row.stage) if self.pipeline else None

    @property
    def title(self) -> str:
        """What people call it."""
        return str(self.values.get(self.form.title) or self.number)


def take(work: Work, form_id: str, record: int) -> Subject:
    """The record, locked until the transaction ends; NotFound says nothing about records one may not see."""
    row = _seen(work.actor, form_id, table_of(work.catalog, form_id), lock=True).row(work.connection, id=record)
    if row is None:
        raise NotFound()
    require_claimed(work, form_id, row)
    return subject_of(work, form_id, row)


def require_claimed(work: Work, form_id: str, row: Row) -> None:
    """What lies in a pool is seen by all who may claim it; to work on it one takes it first, within one's limits."""
    sees_all = work.actor.is_system or rights_on(work.actor, form_id).see == "all"
    if row.pool is None or row.owner is not None or sees_all or allowed(work.actor, "assign", form_id):
        return
    raise Refused("flows.refused.claim_first", number=row.number)


def look(work: Work, form_id: str, record: int) -> Subject:
    """The same for reading only."""
    return subject_of(work, form_id, seen_row(work, form_id, record))


def seen_row(work: Work, form_id: str, record: int) -> Row:
    """The bare row of a record that the actor may see."""
    row = _seen(work.actor, form_id, table_of(work.catalog, form_id), lock=False).row(work.connection, id=record)
    if row is None:
        raise NotFound()
    return row


def _seen(actor: Actor, form_id: str, table: Table, *, lock: bool) -> Prepared:
    """One record, if the actor may see it; for those whose rights leave out none it is the same question."""
    if sees_all(actor, form_id):
        return _seen_by_all(table, lock=lock)
    return actor.derived(("seen", form_id, table, lock), lambda: _one(table, visible(actor, form_id, table), lock=lock))


@lru_cache(maxsize=256)
def _seen_by_all(table: Table, *, lock: bool) -> Prepared:
    return _one(table, visible(SYSTEM, None, table), lock=lock)


def _one(table: Table, theirs: ColumnElement[bool], *, lock: bool) -> Prepared:
    one = select(table).where(table.c.id == bindparam("id"), theirs)
    return Prepared(one.with_for_update() if lock else one)


def seen_among(work: Work, form_id: str, records: Collection[int]) -> frozenset[int]:
    """Those of some records that the actor may see; none of a form that is no longer published."""
    if work.catalog.find("form", form_id) is None:
        return frozenset()
    table = table_of(work.catalog, form_id)
    mine = select(table.c.id).where(table.c.id.in_(records), visible(work.actor, form_id, table))
    return frozenset(work.connection.scalars(mine))


def sees(work: Work, form_id: str, record: int, person: Person) -> bool:
    """Whether somebody else may see a record, as they are now."""
    table = table_of(work.catalog, form_id)
    actor = actor_of(work.connection, work.catalog, person)
    theirs = select(table.c.id).where(table.c.id == record, visible(actor, form_id, table))
    return work.connection.execute(theirs).first() is not None


def rows_among(work: Work, named: Iterable[Any]) -> dict[tuple[str, int], Row]:
    """The bare rows of those of some things' records (each has a `form` and a `record`) that the actor may see."""
    wanted: dict[str, set[int]] = {}
    for one in named:
        if one.form and one.record and work.catalog.find("form", one.form) is not None:
            wanted.setdefault(one.form, set()).add(one.record)
    found: dict[tuple[str, int], Row] = {}
    for form, records in wanted.items():
        table = table_of(work.catalog, form)
        mine = select(table).where(table.c.id.in_(records), visible(work.actor, form, table))
        found.update({(form, row.id): row for row in work.connection.execute(mine)})
    return found


def look_many(work: Work, form_id: str, records: Collection[int], *, lock: bool = False) -> dict[int, Subject]:
    """Those of many records that the actor may see, in the order of their ids; with `lock` nobody else changes them."""
    table = table_of(work.catalog, form_id)
    rows: list[Row] = []
    for part in portions(sorted(set(records))):
        mine = select(table).where(table.c.id.in_(part), visible(work.actor, form_id, table)).order_by(table.c.id)
        rows += work.connection.execute(mine.with_for_update() if lock else mine).all()
    form, ids = form_of(work.catalog, form_id), [row.id for row in rows]
    states, asked = tasks.states_of(work.connection, form_id, ids), facts_asked(work.catalog, form_id)
    facts = facts_of(work, form_id, ids, asked) if asked else {}
    found = {}
    for row in rows:
        pipeline = work.catalog.find("pipeline", row.pipeline) if row.pipeline else None
        values = {**record_values(row), **task_values(states.get(row.id, {})), "me": work.actor.person_id}
        found[row.id] = Subject(form, table, row, {**values, **facts.get(row.id, {})}, pipeline)
    return found


def again(work: Work, subject: Subject) -> Subject:
    """The same record as it is after a change."""
    return subject_of(work, subject.form.id, store.fetch(work.connection, subject.table, subject.id))


def subject_of(work: Work, form_id: str, row: Row) -> Subject:
    form = form_of(work.catalog, form_id)
    pipeline = work.catalog.find("pipeline", row.pipeline) if row.pipeline else None
    states = tasks.states_in(tasks.of_record(work.connection, form_id, row.id))
    values = {**record_values(row), **task_values(states), "me": work.actor.person_id}
    asked = facts_asked(work.catalog, form_id)
    values.update(facts_of(work, form_id, [row.id], asked).get(row.id, {}) if asked else {})
    return Subject(form, table_of(work.catalog, form_id), row, values, pipeline)
