"""Taking an act back: what is still as the act left it gets back what stood there; the others say why not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from accounts import Work, allowed, require, writable_fields
from definitions import AlreadyDone, NotFound, Refused
from forms import Cleaned, Context, FormDefinition, form_of, json_values, record_values, table_of, values_from_json
from records import BulkAct, BulkChange, bulk_acts, outbox

from ..editing import edit_subject
from ..happenings import event, happened_to_many
from ..importing.changes import Change, ChangeWriter, read_surroundings
from ..importing.state import bring_back
from ..recomputing.recompute import recompute_records
from ..refusal import refusal_words
from ..subject import Subject, look_many
from .act import PORTION, Setting, act_of

IN_DAY = timedelta(days=1)
ERRAND = "bulk_undo"


def act_for(work: Work, id: int) -> BulkAct:
    """The act, for whoever did it or arranges people; for anybody else there is none."""
    act = bulk_acts.get(work.connection, id)
    mine = act is not None and act.actor == work.actor.person_id
    if act is None or not (mine or allowed(work.actor, "people")) or work.catalog.find("form", act.form) is None:
        raise NotFound
    return act


def may_undo(work: Work, act: BulkAct) -> bool:
    """Whoever did it, and whoever arranges people, for a day."""
    theirs = act.actor == work.actor.person_id or allowed(work.actor, "people")
    return theirs and act.undone_at is None and work.now - act.at <= IN_DAY


def undo(work: Work, id: int) -> tuple[int, int]:
    """Take it back; returns how many records went back and how many stay, as far as was done at once."""
    act = bulk_acts.get(work.connection, id)
    if act is None or not (act.actor == work.actor.person_id or allowed(work.actor, "people")):
        raise NotFound()
    require(work, act_of(act).right, act.form)
    counted = bulk_acts.counts(work.connection, id)
    if sum(counted.values()) < act.asked and not counted.get(bulk_acts.UNDONE):
        _not_while_running(act, counted)
    if work.now - act.at > IN_DAY:
        raise Refused("bulk.refused.too_late")
    if not bulk_acts.take_back(work.connection, id, work.now, work.actor.person_id):
        raise AlreadyDone("bulk.refused.undone")
    if counted.get(bulk_acts.DONE, 0) > PORTION:
        outbox.put(work.connection, ERRAND, {"act": id, "by": work.actor.person_id}, work.now, key=f"bulk_undo:{id}")
        return 0, 0
    return undo_portion(work, id)


def undo_portion(work: Work, id: int) -> tuple[int, int]:
    """The next records of the act: how many went back, and how many stay."""
    act = bulk_acts.get(work.connection, id)
    rows = bulk_acts.changes_of(work.connection, id, states=(bulk_acts.DONE,), limit=PORTION)
    subjects = look_many(work, act.form, [row.record for row in rows], lock=True)
    form, edits = form_of(work.catalog, act.form), act.kind == Setting.kind
    field: str | None = act.what["field"] if edits else None
    back, together = [], []
    for row in rows:
        subject = subjects.get(row.record)
        why = _why_it_stays(work, form, subject, row, field=field)
        if why is None and not (edits and subject.row.outcome == "parked"):
            together.append((row, subject))
        elif why is None:
            why = _alone_back(work, form, row, subject)
        if why is None:
            back.append(row.record)
        else:
            bulk_acts.keep(work.connection, id, row.record, refusal_words(why))
    _bring_back(work, act, form, together)
    bulk_acts.settle(work.connection, id, back, bulk_acts.UNDONE)
    return len(back), len(rows) - len(back)


def _not_while_running(act: BulkAct, counted: Mapping[str, int]) -> None:
    raise Refused("bulk.refused.running", done=sum(counted.values()), asked=act.asked)


def _why_it_stays(
    work: Work, form: FormDefinition, subject: Subject | None, row: BulkChange, *, field: str | None
) -> Refused | None:
    """What somebody changed since is theirs."""
    if subject is None or subject.row.trashed_at is not None:
        return Refused("bulk.refused.gone")
    if field is None:
        same = subject.row.version == row.after["version"] and subject.row.stage == row.after["stage"]
        return None if same else Refused("bulk.refused.moved_since")
    if form.find(field) and field not in writable_fields(work.actor, form, stage=subject.row.stage):
        return Refused("bulk.refused.not_writable", field=form.field(field).label)
    now = json_values(work.catalog, form.id, {name: subject.values.get(name) for name in row.after if form.find(name)})
    changed = [form.field(name).label for name in row.after if form.find(name) and now.get(name) != row.after[name]]
    return Refused("bulk.refused.changed_since", fields=changed) if changed else None


def _alone_back(work: Work, form: FormDefinition, row: BulkChange, subject: Subject) -> Refused | None:
    """What is parked by itself: with the day the clock that wakes it goes back too."""
    was = values_from_json(form, {name: value for name, value in row.before.items() if form.find(name)})
    context = Context(work.language, work.timezone)
    raw = {name: None if value is None else form.field(name).type.raw(value, context) for name, value in was.items()}
    try:
        with work.connection.begin_nested():
            edit_subject(work, subject, raw, channel="page")
    except Refused as refused:
        return refused
    return None


def _bring_back(work: Work, act: BulkAct, form: FormDefinition, rows: Sequence[tuple[BulkChange, Subject]]) -> None:
    if not rows:
        return
    table = table_of(work.catalog, form.id)
    if act.kind == Setting.kind:
        changes = list(_changes_back(form, rows))
        around = read_surroundings(work, form.id, [subject.id for _, subject in rows])
        ChangeWriter(work, form, table, 0, channel="page").write(changes, around)
    else:
        bring_back(work, form, table, [(subject.id, row.before) for row, subject in rows])
        happened_to_many(work, [event(work, form.id, subject.id, "bulk_undone", act=act.id) for _, subject in rows])
    recompute_records(work, form.id, [subject.id for _, subject in rows])


def _changes_back(form: FormDefinition, rows: Iterable[tuple[BulkChange, Subject]]) -> Iterator[Change]:
    for row, subject in rows:
        before: dict[str, Any] = dict(record_values(subject.row))
        was = values_from_json(form, {name: value for name, value in row.before.items() if form.find(name)})
        own = {field.id: before.get(field.id) for field in form.fields if not field.type.virtual}
        values = {**own, **{name: was.get(name) for name in row.before if form.find(name)}}
        yield Change(None, subject.row, replace(Cleaned(values), before=before), None)
