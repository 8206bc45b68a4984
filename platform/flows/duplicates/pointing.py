"""What points at a record that became part of another points at that one; and back again when they are parted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Table, select

from accounts import Work
from forms import FieldDefinition, form_of, side_table_of, table_of

from ..editing import edit_subject
from ..subject import subject_of

# form, field, record; of a field with several, also what stood there and what stands there now.
Pointed = list[Any]


def repoint(work: Work, form: str, gone: int, kept: int) -> Iterator[Pointed]:
    """Records of any form that linked to the one link to the other now."""
    system = work.as_system()
    for other in work.catalog.all("form"):
        for field in other.fields:
            if field.type.refers == "record" and field.type.form == form and not field.computed:
                for row in _linking(work, other.id, field, gone):
                    if (other.id, row.id) not in ((form, gone), (form, kept)):
                        yield [other.id, field.id, row.id, *_point(system, other.id, field, row, gone, kept)]


def point_back(work: Work, pointed: Iterable[Pointed], gone: int, kept: int) -> None:
    """Those that nobody has pointed elsewhere since."""
    system = work.as_system()
    for form, name, record, *values in pointed:
        field = form_of(work.catalog, form).find(name) if work.catalog.find("form", form) else None
        if field is None or field.type.many != bool(values):
            continue
        table = table_of(work.catalog, form)
        row: Any = work.connection.execute(select(table).where(table.c.id == record).with_for_update()).first()
        if row is None or row.trashed_at is not None:
            continue
        now = getattr(row, f"f_{name}", None)
        back = _several_back(now, *values, gone, kept) if values else gone if now == kept else None
        if back is not None:
            edit_subject(system, subject_of(system, form, row), {name: back}, channel="automation")


def _linking(work: Work, form: str, field: FieldDefinition, record: int) -> list[Any]:
    table: Table = table_of(work.catalog, form)
    named = table.c[f"f_{field.id}"] == record if not field.type.many else _among(work, form, field, record, table)
    mine = select(table).where(named, table.c.trashed_at.is_(None))
    return work.connection.execute(mine.order_by(table.c.id).with_for_update()).all()


def _among(work: Work, form: str, field: FieldDefinition, record: int, table: Table) -> Any:
    side = side_table_of(work.catalog, form, field.id)
    return table.c.id.in_(select(side.c.record).where(side.c.f_linked == record))


def _point(work: Work, form: str, field: FieldDefinition, row: Any, gone: int, kept: int) -> list[Any]:
    subject = subject_of(work, form, row)
    if not field.type.many:
        edit_subject(work, subject, {field.id: kept}, channel="automation")
        return []
    was = list(subject.values[field.id])
    now = list(dict.fromkeys(str(kept) if one == str(gone) else one for one in was))
    edit_subject(work, subject, {field.id: now}, channel="automation")
    return [was, now]


def _several_back(now: Any, was: list[str], then: list[str], gone: int, kept: int) -> list[str] | None:
    """As it stood; where somebody changed it since, only the one that was meant goes back to its place."""
    there = list(now or ())
    if there == then:
        return was
    if str(kept) not in there or str(gone) in there:
        return None
    if str(kept) in was:
        return [*there, str(gone)]
    return [str(gone) if one == str(kept) else one for one in there]
