"""Doing what was planned: only what a rule that still holds names, each record behind its own savepoint."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Row, delete, select

from accounts import Work
from forms import FormDefinition, column_values, form_of, record_values, search_text, settle, side_table_of, table_of
from records import (
    Event,
    Planned,
    aside,
    belongings,
    bulk_acts,
    duplicates,
    events,
    files,
    forget_seen,
    imports,
    outbox,
    store,
)
from records import retention as kept

from ..happenings import event, happened
from ..trash import living_links_to
from .definition import DELETE, RetentionRule
from .planning import ERRAND, names

PORTION = 50
LONG_AGO = timedelta(days=400)  # files dropped so long ago go with the next sweep


def act(work: Work, key: str) -> int:
    """Do what is due, a portion a transaction; the rest is an errand of its own."""
    due = kept.due(work.connection, work.now, limit=PORTION)
    for plan in sorted(due, key=lambda one: (one.form, one.subject)):  # records are locked in the order of their ids
        _do(work, plan)
    if len(due) == PORTION:
        began = key.partition(">")[0]  # a key that grew with every portion would not fit
        outbox.put(work.connection, ERRAND, {}, work.now, key=f"{began}>{due[-1].id}")
    return len(due)


def _do(work: Work, plan: Planned) -> None:
    rule = work.catalog.find("retention", plan.rule)
    row = _named(work, rule, plan)
    if rule is None or row is None or rule.do != plan.do:
        kept.drop(work.connection, plan.id)  # the rule is gone, or it names this record no more
        return
    if rule.do == DELETE and living_links_to(work, plan.form, plan.subject):
        kept.change(work.connection, plan.id, state=kept.HELD, why="linked")
        return
    (_erase if rule.do == DELETE else _anonymise)(work, rule, row)
    kept.change(work.connection, plan.id, state=kept.DONE, done_at=work.now)


def _named(work: Work, rule: RetentionRule | None, plan: Planned) -> Row | None:
    if rule is None or work.catalog.find("form", plan.form) is None:
        return None
    table = table_of(work.catalog, plan.form)
    mine = select(table).where(table.c.id == plan.subject, names(rule, table, work.now))
    return work.connection.execute(mine.with_for_update()).first()


def _erase(work: Work, rule: RetentionRule, row: Row) -> None:
    """The record with all that hangs on it; only that it was there, and by which rule it went, stays told."""
    form, table = form_of(work.catalog, rule.form), table_of(work.catalog, rule.form)
    links = {f.id: f.type.to_json(v) for f in form.fields if f.type.refers == "record" and (v := _value(row, f.id))}
    for field in form.fields:
        if field.type.side in ("rows", "links"):
            side = side_table_of(work.catalog, form.id, field.id)
            work.connection.execute(delete(side).where(side.c.record == row.id))
    files.drop_all(work.connection, form.id, row.id, work.now - LONG_AGO)
    belongings.erase(work.connection, form.id, row.id)
    duplicates.erase(work.connection, form.id, row.id)
    imports.forget_before(work.connection, form.id, row.id)
    bulk_acts.forget_values(work.connection, form.id, row.id)
    work.connection.execute(delete(table).where(table.c.id == row.id))
    happened(work, _told(work, form, row, "erased", rule=rule.id, number=row.number, links=links))


def _anonymise(work: Work, rule: RetentionRule, row: Row) -> None:
    """The named fields, in the record, aside from changes of their types, and wherever its history repeats them."""
    form, table = form_of(work.catalog, rule.form), table_of(work.catalog, rule.form)
    empty = dict.fromkeys(rule.fields)
    values = {**record_values(row), **empty}
    search = search_text(form, {field.id: values.get(field.id) for field in form.fields}, row.number)
    columns = column_values(form, empty)
    changes = {**columns, "search": search, "updated_at": work.now}
    store.update(work.connection, table, row.id, row.version, changes)
    aside.wipe_aside(work.connection, table.name, columns, row.id)
    settle(work, form, {row.id: empty})
    events.forget_values(work.connection, form.id, row.id, rule.fields)
    forget_seen(work.connection, form.id, row.id, rule.fields)
    imports.forget_before(work.connection, form.id, row.id)
    bulk_acts.forget_values(work.connection, form.id, row.id)
    duplicates.erase(work.connection, form.id, row.id)
    happened(work, _told(work, form, row, "anonymised", rule=rule.id, fields=list(rule.fields)))


def _value(row: Row, field: str):
    return getattr(row, f"f_{field}", None)


def _told(work: Work, form: FormDefinition, row: Row, kind: str, **data) -> Event:
    return event(work, form.id, row.id, kind, **data)
