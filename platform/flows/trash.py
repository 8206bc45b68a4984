"""Putting a record out of sight, and taking it back as it was: what lies there is seen, and nothing goes by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Table, func, select

from accounts import Work, allowed, require, seen, visible
from definitions import AlreadyDone, NotFound, Refused
from forms import form_of, table_of
from records import duplicates, events, store, timers

from . import pausing
from .happenings import event, happened
from .subject import take
from .task_work import next_action

SHOWN = 200
KINDS = ("trashed", "import_undone")


@dataclass(frozen=True, slots=True)
class Trashed:
    """A record in the trash: since when, by whom, and what links to it and lies there too."""

    id: int
    number: str
    title: str
    at: datetime
    by: int | None
    linked: int = 0


@dataclass(frozen=True, slots=True)
class LinkedRow:
    """A record of any form in the trash that links to one."""

    form: str
    record: int
    at: datetime


def trash(work: Work, form_id: str, record: int) -> str:
    """Nobody sees it any more, its tasks rest, and its clocks stand still. What it is called."""
    subject = take(work, form_id, record)
    require(work, "trash", form_id)
    store.update_unversioned(work.connection, subject.table, record, {"trashed_at": work.now, "updated_at": work.now})
    timers.pause(work.connection, form_id, record, work.now)
    happened(work, event(work, form_id, record, "trashed"))
    return subject.title


def restore(work: Work, form_id: str, record: int, *, with_linked: bool = False) -> int:
    """Back where it was; its clocks run on, each as much later as they stood still. How many came back.

    Those that somebody had stopped before stand still, until the day that was said.
    """
    require(work, "trash", form_id)
    table = table_of(work.catalog, form_id)
    mine = select(table).where(table.c.id == record, seen(work.actor, form_id, table))
    row = work.connection.execute(mine.with_for_update()).first()
    if row is None:
        raise NotFound()
    if row.trashed_at is None:
        raise AlreadyDone("flows.refused.not_trashed", number=row.number)
    if duplicates.merge_of(work.connection, form_id, record) is not None:
        raise Refused("flows.refused.merged_away", number=row.number)
    store.update_unversioned(work.connection, table, record, {"trashed_at": None, "updated_at": work.now})
    pausing.take_up(work, form_id, record, since=row.trashed_at)
    next_action.refresh(work, form_id, table, record, since=work.now)
    happened(work, event(work, form_id, record, "restored"))
    others = linked_in_trash(work, form_id, record) if with_linked else ()
    return 1 + sum(restore(work, one.form, one.record, with_linked=True) for one in others)


def trashed(work: Work, form_id: str, *, limit: int = SHOWN, record: int | None = None) -> tuple[Trashed, ...]:
    """What lies in the trash of those one may see, the last thrown away first; or one record, if it lies there."""
    require(work, "trash", form_id)
    table, form = table_of(work.catalog, form_id), form_of(work.catalog, form_id)
    merged = duplicates.merged_away(form_id)
    mine = (table.c.trashed_at.is_not(None), seen(work.actor, form_id, table), table.c.id.not_in(merged))
    query = select(table.c.id, table.c.number, table.c[f"f_{form.title}"], table.c.trashed_at).where(*mine)
    query = query if record is None else query.where(table.c.id == record)
    rows = work.connection.execute(query.order_by(table.c.trashed_at.desc(), table.c.id.desc()).limit(limit)).all()
    ids = [row.id for row in rows]
    who, linked = _by_whom(work, form_id, ids), _counted_links(work, form_id, ids)
    return tuple(
        Trashed(id, number, str(title or number), at, who.get(id), linked[id]) for id, number, title, at in rows
    )


def linked_in_trash(work: Work, form_id: str, record: int) -> tuple[LinkedRow, ...]:
    """The records in the trash that link to one and can be taken back by whoever asks."""
    found: list[LinkedRow] = []
    for table, form, column in _links_to(work, form_id, verb="trash"):
        mine = (table.c[column] == record, *_can_return(work, form, table))
        query = select(table.c.id, table.c.trashed_at).where(*mine).order_by(table.c.id).limit(SHOWN)
        rows = work.connection.execute(query)
        found += [LinkedRow(form, id, at) for id, at in rows if (form, id) != (form_id, record)]
    return tuple(found)


def _counted_links(work: Work, form_id: str, records: list[int]) -> Counter[int]:
    """How many those are of each of many, one statement for each field that links to them."""
    found: Counter[int] = Counter()
    for table, form, column in _links_to(work, form_id, verb="trash"):
        to = table.c[column]
        mine = (to.in_(records), *_can_return(work, form, table))
        if form == form_id:
            mine = (*mine, table.c.id != to)
        found.update(dict(work.connection.execute(select(to, func.count()).where(*mine).group_by(to)).all()))
    return found


def _can_return(work: Work, form: str, table: Table) -> tuple[ColumnElement[bool], ...]:
    """What became part of another record comes back when that is undone, not from here."""
    merged = table.c.id.in_(duplicates.merged_away(form))
    return table.c.trashed_at.is_not(None), seen(work.actor, form, table), ~merged


def living_links_to(work: Work, form_id: str, record: int) -> int:
    """How many records that are in use link to one."""
    count = 0
    for table, form, column in _links_to(work, form_id):
        mine = (table.c[column] == record, visible(work.actor, form, table))
        count += work.connection.execute(select(func.count()).select_from(table).where(*mine)).scalar_one()
    return count


def _links_to(work: Work, form_id: str, *, verb: str | None = None) -> Iterator[tuple[Table, str, str]]:
    """(table, form, column) of every field that links to such records."""
    for other in work.catalog.all("form"):
        for field in other.fields:
            links = field.type.refers == "record" and field.type.form == form_id
            kept = links and not field.type.many and not field.type.virtual and not field.computed
            if kept and (verb is None or allowed(work.actor, verb, other.id)):
                yield table_of(work.catalog, other.id), other.id, f"f_{field.id}"


def _by_whom(work: Work, form: str, records: list[int]) -> dict[int, int | None]:
    found: dict[int, int | None] = {}
    for kind in KINDS:
        said = events.of_many(work.connection, form, records, kind=kind)
        found |= {id: several[-1].actor for id, several in said.items() if several and id not in found}
    return found
