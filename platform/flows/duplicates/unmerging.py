"""Taking a merge back: both records are there again, with what each had; what was changed since stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import update

from accounts import Work, require
from definitions import AlreadyDone, NotFound
from forms import Context, json_values, table_of, values_from_json
from records import Merge, belongings, duplicates, files, links, portions, store, tables

from .. import pausing
from ..editing import edit_subject
from ..happenings import event, happened
from ..subject import Subject, look, take
from ..task_work import next_action
from .ending import take_up_steps
from .giving_over import give_back
from .pointing import point_back


@dataclass(frozen=True)
class Unmerged:
    """The two that are there again, and the fields that were changed since and were left."""

    kept: int
    gone: int
    left: tuple[str, ...] = ()


def unmerge(work: Work, number: int, form: str | None = None) -> Unmerged:
    """Bring both back; with a form, only if they are of that."""
    done = duplicates.get_merge(work.connection, number)
    if done is None or form not in (None, done.form):
        raise NotFound
    require(work, "merge", done.form)
    pair = (done.kept, done.gone)
    rows = store.fetch_many(work.connection, table_of(work.catalog, done.form), pair, lock=True)  # as to merge
    kept = take(work, done.form, done.kept)
    said = {"undone_at": work.now, "undone_by": work.actor.person_id}
    if not duplicates.change_merge(work.connection, number, **said):
        raise AlreadyDone("flows.refused.merge_undone")
    left = _values_back(work, kept, done)
    _move_back(work, done)
    table = kept.table
    marks = {"duplicate_of": done.before.get("duplicate_of")}
    store.update_unversioned(work.connection, table, done.kept, marks)
    back = {"trashed_at": None, "updated_at": work.now}
    store.update_unversioned(work.connection, table, done.gone, back)
    since = rows[done.gone].trashed_at or work.now
    pausing.take_up(work, done.form, done.gone, since=since)
    links.point_back(work.connection, done.before.get("opened", ()), done.form, done.gone)
    point_back(work, done.before.get("links", ()), done.form, done.gone, done.kept)
    duplicates.reopen(work.connection, done.before.get("pairs", ()))
    next_action.refresh(work, done.form, table, done.kept)
    next_action.refresh(work, done.form, table, done.gone, since=work.now)
    said = {"merge": number}
    stayed = event(work, done.form, done.kept, "merge_undone", of=done.gone, **said)
    happened(work, stayed, event(work, done.form, done.gone, "merge_undone", of=done.kept, back=True, **said))
    return Unmerged(done.kept, done.gone, left)


def now_in(work: Work, form: str, record: int) -> int | None:
    """The record that this one became part of, if it did and one may see it."""
    seen: set[int] = set()
    while (done := duplicates.merge_of(work.connection, form, record)) is not None and record not in seen:
        seen.add(record)
        record = done.kept
    if not seen:
        return None
    try:
        return look(work, form, record).id
    except NotFound:
        return None


def merges_of(work: Work, form: str, record: int) -> tuple[Merge, ...]:
    """The merges that a record grew by."""
    return duplicates.merges_into(work.connection, form, record)


def _values_back(work: Work, kept: Subject, done: Merge) -> tuple[str, ...]:
    """Only what still is as the merge made it."""
    current = json_values(work.catalog, done.form, kept.values)
    was, now = done.before["was"], done.before["now"]
    context = Context(work.language, work.timezone)
    there = {name: value for name, value in was.items() if kept.form.find(name)}
    same = {name: value for name, value in there.items() if current.get(name) == now.get(name)}
    values = values_from_json(kept.form, same)
    raw = {name: kept.form.field(name).type.raw(value, context) for name, value in values.items()}
    raw |= {name: None for name in same if values.get(name) is None}
    if raw:
        edit_subject(work.as_system(), kept, raw, channel="automation")
    return tuple(name for name in was if name not in same)


def _move_back(work: Work, done: Merge) -> None:
    moved: Mapping[str, list[int]] = done.before["moved"]
    belongings.move_back(work.connection, moved, done.gone)
    take_up_steps(work, done.before.get("ended", ()))
    give_back(work, done.before.get("given", ()))
    for part in portions(done.before.get("timers", ())):
        mine = update(tables.timer).where(tables.timer.c.id.in_(part))
        work.connection.execute(mine.values(record=done.gone))
    files.take_up(work.connection, moved.get("stored_file", ()))
