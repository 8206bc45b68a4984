"""For how long, why and by whom the clocks of records were stopped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from .engine.among import Among
from .engine.rows import choose, write
from .tables.pause import clock_pause

c = clock_pause.c


@dataclass(frozen=True, slots=True)
class Pause:
    """One time for which a record's clocks stand still: until a moment, or until somebody ends it."""

    form: str
    record: int
    began_at: datetime
    reason: str
    until: datetime | None = None
    began_by: int | None = None
    ended_at: datetime | None = None
    ended_by: int | None = None
    id: int = 0


def begin(connection: Connection, new: Pause) -> int:
    """Keep a pause, and return its id."""
    return write(connection, clock_pause, new)


def change(connection: Connection, id: int, *, reason: str, until: datetime | None) -> None:
    """Give a pause another end, and another reason."""
    connection.execute(update(clock_pause).where(c.id == id).values(reason=reason, until=until))


def end(connection: Connection, id: int, now: datetime, *, by: int | None) -> None:
    """The clocks run on."""
    connection.execute(update(clock_pause).where(c.id == id).values(ended_at=now, ended_by=by))


def current(connection: Connection, form: str, record: int) -> Pause | None:
    """The pause that a record is in now."""
    return current_of_many(connection, form, (record,)).get(record)


def current_of_many(connection: Connection, form: str, records: Iterable[int]) -> dict[int, Pause]:
    """The same for many records, by record."""
    return {row.record: row for row in _CURRENT.read(connection, Pause, records, form=form)}


def paused_among(connection: Connection, form: str, records: Iterable[int]) -> tuple[int, ...]:
    """Those of some records whose clocks stand still."""
    return tuple(record for (record,) in _PAUSED.all(connection, records, form=form))


_LASTS = (c.form == bindparam("form"), c.ended_at.is_(None))
_CURRENT = Among(c.record, choose(clock_pause, Pause).where(*_LASTS))
_PAUSED = Among(c.record, select(c.record).where(*_LASTS))
