"""What came of a record since a moment: those that were made for it, as far as the reader sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from accounts import Work
from definitions import Label
from forms import form_of, readable_columns
from records import links

from ..subject import Subject, rows_among


@dataclass(frozen=True)
class CameOf:
    """A record that was made for another one."""

    form: str
    record: int
    form_label: Label
    number: str


class _End(NamedTuple):
    """The other end of a link."""

    form: str
    record: int


def came_of(work: Work, subject: Subject, since: datetime) -> tuple[CameOf, ...]:
    """The newest last: what tasks opened, and what its links lead to, where that is no older than the moment."""
    form = subject.form.id
    opened = [_End(one.other_form, one.other_record) for one in links.of_record(work.connection, form, subject.id)]
    seen = readable_columns(work, form, stage=subject.row.stage)
    linked = [
        _End(field.type.form, subject.values[field.id])
        for field in subject.form.fields
        if field.type.refers == "record" and not field.type.many and field.id in seen and subject.values.get(field.id)
    ]
    rows = rows_among(work, dict.fromkeys((*opened, *linked)))
    made = [end for end in rows if rows[end].created_at >= since and end != (form, subject.id)]
    made.sort(key=lambda end: (rows[end].created_at, end))
    return tuple(CameOf(*end, form_of(work.catalog, end[0]).label, rows[end].number) for end in made)
