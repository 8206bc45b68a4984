"""Imports: what came in from a file, row by row, with what stood there before, so that it can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select, update

from definitions import AlreadyDone, NotFound

from .engine.rows import choose, read, read_one, write, write_many
from .tables import import_row, import_run


@dataclass(frozen=True, slots=True)
class ImportRun:
    """One import of one file: from a page read, checking, checked; then running, done or failed; undoing, undone."""

    form: str
    file: str
    started_at: datetime
    mapping: dict[str, Any] = field(default_factory=dict)
    actor: int | None = None
    state: str = "running"
    counts: dict[str, int] = field(default_factory=dict)
    ended_at: datetime | None = None
    undone_at: datetime | None = None
    header: list[str] | None = None
    header_key: str | None = None
    lines: int | None = None
    problem: dict[str, Any] | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class ImportRow:
    """What became of one line: created, updated, unchanged or refused; `before` holds the values it replaced."""

    import_run: int
    line: int
    state: str
    record: int | None = None
    before: dict[str, Any] | None = None
    problem: Any = None


def start(connection: Connection, run: ImportRun) -> int:
    """Begin an import and return its number."""
    return write(connection, import_run, run)


def add_rows(connection: Connection, rows: Iterable[ImportRow]) -> None:
    """Keep what became of lines."""
    write_many(connection, import_row, rows)


def end(
    connection: Connection, run: int, now: datetime, *, counts: Mapping[str, int] | None = None, state: str = "done"
) -> None:
    """Close an import with its counts; left out, they are counted from its rows."""
    found = dict(counts) if counts is not None else counts_of(connection, run)
    changes = {"state": state, "counts": found, "ended_at": now}
    connection.execute(update(import_run).where(import_run.c.id == run).values(**changes))


def get(connection: Connection, run: int, *, lock: bool = False) -> ImportRun:
    """One import, held until the transaction ends where `lock` says so; NotFound when there is none of that number."""
    query = choose(import_run, ImportRun).where(import_run.c.id == run)
    found = read_one(connection, ImportRun, query.with_for_update() if lock else query)
    if found is None:
        raise NotFound("records.no_import", number=run)
    return found


def change(connection: Connection, run: int, **values: Any) -> None:
    """Keep how far an import is, and how it reads its file."""
    connection.execute(update(import_run).where(import_run.c.id == run).values(**values))


def listing(connection: Connection, *, form: str | None = None, limit: int = 50) -> tuple[ImportRun, ...]:
    """Imports, the newest first; of one form if one is named."""
    query = choose(import_run, ImportRun).order_by(import_run.c.id.desc()).limit(limit)
    return read(connection, ImportRun, query if form is None else query.where(import_run.c.form == form))


def last_of_header(connection: Connection, form: str, header_key: str) -> ImportRun | None:
    """The last import of such a file whose columns somebody had sorted out."""
    same = (import_run.c.form == form, import_run.c.header_key == header_key, import_run.c.state != "read")
    query = choose(import_run, ImportRun).where(*same).order_by(import_run.c.id.desc())
    return read_one(connection, ImportRun, query)


def rows_of(
    connection: Connection, run: int, *, states: Iterable[str] | None = None, after: int = 0, limit: int | None = None
) -> tuple[ImportRow, ...]:
    """An import's lines in the file's order; `after` is the line from which an earlier page goes on."""
    query = choose(import_row, ImportRow).where(import_row.c.import_run == run, import_row.c.line > after)
    if states is not None:
        query = query.where(import_row.c.state.in_(tuple(states)))
    return read(connection, ImportRow, query.order_by(import_row.c.line).limit(limit))


def counts_of(connection: Connection, run: int) -> dict[str, int]:
    """How many lines an import has in each state."""
    counted = select(import_row.c.state, func.count()).where(import_row.c.import_run == run)
    return dict(connection.execute(counted.group_by(import_row.c.state)).all())


def undone_after(connection: Connection, run: ImportRun) -> tuple[ImportRow, ...]:
    """What later imports of the form had changed and gave back; each time a record's version moved on."""
    joined = choose(import_row, ImportRow).join(import_run, import_run.c.id == import_row.c.import_run)
    return read(connection, ImportRow, joined.where(*_later_undone(run), import_row.c.state == "updated"))


def later_undone(connection: Connection, run: ImportRun) -> tuple[ImportRun, ...]:
    """The imports of the form that came later and were undone."""
    return read(connection, ImportRun, choose(import_run, ImportRun).where(*_later_undone(run)))


def _later_undone(run: ImportRun) -> tuple[ColumnElement[bool], ...]:
    return import_run.c.form == run.form, import_run.c.id > run.id, import_run.c.state == "undone"


def mark_undone(connection: Connection, run: int, now: datetime) -> None:
    """Keep that an import was undone; AlreadyDone the second time."""
    done = update(import_run).where(import_run.c.id == run, import_run.c.undone_at.is_(None))
    if connection.execute(done.values(state="undone", undone_at=now)).rowcount != 1:
        raise AlreadyDone("records.import_undone", number=get(connection, run).id)


def forget_before(connection: Connection, form: str, record: int) -> None:
    """What imports kept of a record to bring it back."""
    of_form = select(import_run.c.id).where(import_run.c.form == form)
    theirs = (import_row.c.import_run.in_(of_form), import_row.c.record == record)
    connection.execute(update(import_row).where(*theirs).values(before=None))
