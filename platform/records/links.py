"""Links between records of different forms: from the one for which, to the one that was opened, made or found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, not_, or_, select, update

from .engine.among import known_keys
from .engine.bulk import insert_new
from .engine.rows import choose, portions, read, values_of, write_many
from .tables.link import link

TASK, CONVERSION, SAME = "task", "conversion", "same"


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One link; `key` names what it was made for, and no key is there twice."""

    form: str
    record: int
    kind: str
    name: str
    other_form: str
    other_record: int
    key: str
    made_at: datetime
    task: int | None = None
    found: bool = False
    actor: int | None = None
    revision: int = 0
    id: int = 0


def add_many(connection: Connection, new: Iterable[LinkRow]) -> Sequence[int]:
    """Keep links and return their ids."""
    return write_many(connection, link, new)


def add_new(connection: Connection, new: Iterable[LinkRow]) -> int:
    """Keep those that nobody has made meanwhile; how many that were."""
    return insert_new(connection, link, [values_of(row) for row in new])


def made(connection: Connection, keys: Iterable[str]) -> frozenset[str]:
    """Which of these keys have their record already."""
    return known_keys(connection, link, keys)


def from_record(connection: Connection, form: str, record: int) -> tuple[LinkRow, ...]:
    """What was opened, made or found for a record, in the order in which that happened."""
    return _read(connection, _from(form, record))


def to_record(connection: Connection, form: str, record: int) -> tuple[LinkRow, ...]:
    """What a record was opened, made or found for."""
    return _read(connection, _to(form, record))


def of_record(connection: Connection, form: str, record: int) -> tuple[LinkRow, ...]:
    """Both."""
    return _read(connection, or_(_from(form, record), _to(form, record)))


def point_at(connection: Connection, form: str, gone: int, kept: int) -> list[int]:
    """Links to one record lead to another now, but for that one's own; which those were."""
    mine = (_to(form, gone), not_(_from(form, kept)))
    doubled = doubles(connection, form, gone, kept)
    ids = [id for id in connection.scalars(select(link.c.id).where(*mine)) if id not in doubled]
    point_back(connection, ids, form, kept)
    return ids


def point_back(connection: Connection, ids: Iterable[int], form: str, record: int) -> None:
    """These links lead to that record."""
    for part in portions(ids):
        mine = update(link).where(link.c.id.in_(part), link.c.other_form == form)
        connection.execute(mine.values(other_record=record))


def doubles(connection: Connection, form: str, gone: int, kept: int) -> set[int]:
    """The links of one record that another has as well: made one, it would have them twice."""
    known = {_said(row, form, kept) for row in of_record(connection, form, kept)}
    return {row.id for row in of_record(connection, form, gone) if _said(row, form, gone) in known}


def _said(row: LinkRow, form: str, record: int) -> tuple[Any, ...]:
    """What a link says, seen from one of its ends; that two belong together is said by either."""
    outward = (row.form, row.record) == (form, record)
    end = (row.other_form, row.other_record) if outward else (row.form, row.record)
    return row.kind, row.name, row.task, *end, outward or row.kind == SAME


def _from(form: str, record: int) -> ColumnElement[bool]:
    return and_(link.c.form == form, link.c.record == record)


def _to(form: str, record: int) -> ColumnElement[bool]:
    return and_(link.c.other_form == form, link.c.other_record == record)


def _read(connection: Connection, condition: ColumnElement[bool]) -> tuple[LinkRow, ...]:
    return read(connection, LinkRow, choose(link, LinkRow).where(condition).order_by(link.c.id))
