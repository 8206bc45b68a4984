"""What points at a record that became part of another points at that one; and back again when they are parted.

Fields with one link, fields with several, and links in the rows of a child table; of records in the trash as well, in
which nothing else begins by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from accounts import Work
from forms import FieldDefinition, column_values, settle, side_table_of, table_of
from records import store

from ..editing import edit_subject
from ..happenings import event, follow, remember
from ..recomputing.recompute import recompute_records
from ..stored import told_changes
from ..subject import Subject, subject_of

# form, field, record; of a field with several links or rows, also what stood there and what stands there now.
Pointed = list[Any]
Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class _Link:
    """A field by which records of a form link to those of another: itself, or columns of its rows."""

    form: str
    field: FieldDefinition
    columns: tuple[str, ...] = ()

    def swapped(self, value: Any, old: int, new: int) -> Any:
        """The same value with one record instead of another."""
        if self.columns:
            return [{name: self._cell(name, cell, old, new) for name, cell in row.items()} for row in value or ()]
        if self.field.type.many:
            return tuple(dict.fromkeys(str(new) if one == str(old) else one for one in value or ()))
        return new

    def _cell(self, name: str, cell: Any, old: int, new: int) -> Any:
        return new if name in self.columns and cell == old else cell


def repoint(work: Work, form: str, gone: int, kept: int) -> Iterator[Pointed]:
    """Records of any form that linked to the one link to the other now."""
    for link in _links_to(work, form):
        for row in _linking(work, link, gone):
            if (link.form, row.id) not in ((form, gone), (form, kept)):
                subject = subject_of(work.as_system(), link.form, row)
                was = subject.values[link.field.id]
                now = link.swapped(was, gone, kept)
                _give(work.as_system(), link, subject, now)
                several = link.columns or link.field.type.many
                yield [link.form, link.field.id, row.id, *((_plain(was), _plain(now)) if several else ())]


def point_back(work: Work, pointed: Iterable[Pointed], form: str, gone: int, kept: int) -> None:
    """Those that nobody has pointed elsewhere since."""
    known = {(link.form, link.field.id): link for link in _links_to(work, form)}
    for where, name, record, *values in pointed:
        link = known.get((where, name))
        if link is None or bool(link.columns or link.field.type.many) != bool(values):
            continue
        table = table_of(work.catalog, where)
        row: Any = work.connection.execute(select(table).where(table.c.id == record).with_for_update()).first()
        if row is None:
            continue
        now = getattr(row, f"f_{name}", None)
        back = _back(link, now, values, gone, kept)
        if back is not None:
            _give(work.as_system(), link, subject_of(work.as_system(), where, row), back)


def _links_to(work: Work, form: str) -> Iterator[_Link]:
    for other in work.catalog.all("form"):
        for field in other.fields:
            kind = field.type
            if kind.refers == "record" and kind.form == form and not field.computed and not kind.virtual:
                yield _Link(other.id, field)
            columns = tuple(
                column.id
                for column in getattr(kind, "columns", ())
                if column.type.refers == "record" and column.type.form == form and not column.computed
            )
            if columns:
                yield _Link(other.id, field, columns)


def _linking(work: Work, link: _Link, record: int) -> Sequence[Any]:
    table = table_of(work.catalog, link.form)
    query = select(table).where(_names(work, link, record)).order_by(table.c.id)
    return work.connection.execute(query.with_for_update()).all()


def _names(work: Work, link: _Link, record: int) -> ColumnElement[bool]:
    table = table_of(work.catalog, link.form)
    if not link.columns and not link.field.type.many:
        return table.c[f"f_{link.field.id}"] == record
    side = side_table_of(work.catalog, link.form, link.field.id)
    columns = link.columns or ("linked",)
    mine = [side.c[f"f_{name}"] == record for name in columns]
    return table.c.id.in_(select(side.c.record).where(or_(*mine)))


def _give(work: Work, link: _Link, subject: Subject, value: Any) -> None:
    """As an edit does it; what lies in the trash, and rows whose other cells nobody asked about, only get the value."""
    if subject.row.trashed_at is None and not link.columns:
        raw = list(value) if link.field.type.many else value
        edit_subject(work, subject, {link.field.id: raw}, channel="automation")
        return
    changes = {link.field.id: value or None}
    columns = {**column_values(subject.form, changes), "updated_at": work.now}
    store.update(work.connection, subject.table, subject.id, subject.row.version, columns)
    settle(work, subject.form, {subject.id: changes})
    said = told_changes(subject.form, {link.field.id: (subject.values[link.field.id], value)})
    told = remember(work, [event(work, link.form, subject.id, "edited", changes=said, channel="automation")])
    recompute_records(work, link.form, [subject.id])
    if subject.row.trashed_at is None:
        follow(work, told)


def _back(link: _Link, now: Any, values: Sequence[Any], gone: int, kept: int) -> Any:
    """What a field gets back; None where somebody has chosen something else since."""
    if link.columns:
        return _rows_back(now or (), *values)
    if values:
        was, then = values
        return _several_back(now, was, then, gone, kept)
    return gone if now == kept else None


def _rows_back(now: Rows, was: Rows, then: Rows) -> list[Mapping[str, Any]] | None:
    """Each row that the merge changed and that is still as it left it."""
    left = [(old, new) for old, new in zip(was, then, strict=True) if old != new]
    back = list(now)
    for old, new in left:
        if new in back:
            back[back.index(new)] = old
    return back if back != list(now) else None


def _several_back(now: Any, was: list[str], then: list[str], gone: int, kept: int) -> list[str] | None:
    """As it stood; where somebody changed it since, the one that was meant goes back to its place."""
    there = list(now or ())
    if there == then:
        return was
    if str(kept) not in there or str(gone) in there:
        return None
    if str(kept) in was:
        place = _place_of(str(gone), was, there)
        return [*there[:place], str(gone), *there[place:]]
    return [str(gone) if one == str(kept) else one for one in there]


def _place_of(item: str, was: Sequence[str], there: Sequence[str]) -> int:
    """Behind the nearest of those that stood before it and are there still; else in front of those behind it."""
    at = was.index(item)
    before = next((there.index(one) + 1 for one in reversed(was[:at]) if one in there), None)
    behind = next((there.index(one) for one in was[at + 1 :] if one in there), len(there))
    return behind if before is None else before


def _plain(value: Any) -> list[Any]:
    return list(value or ())
