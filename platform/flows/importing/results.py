"""What an import came to in records: all of them, and those that look like others, as they stand now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select

from accounts import Work, visible
from forms import table_of
from records import Fate, ImportRun, import_lines, imports, tables

from . import kept_lines
from .mapping import Mapping
from .rows import CREATED, UNCHANGED, UPDATED


@dataclass(frozen=True, slots=True)
class Flagged:
    """A line whose record looks like another; that one's number only for who may see it."""

    line: int
    record: int
    number: str
    other: int
    other_number: str | None


def counts_so_far(work: Work, run: ImportRun) -> dict[str, int]:
    """How many lines came to what, or are foreseen to."""
    if run.state == "checked":
        return run.counts
    of = import_lines.foreseen_counts if run.state == "checking" else imports.counts_of
    return of(work.connection, run.id)


def count_warned(work: Work, run: ImportRun) -> int:
    """How many lines come in, or came in, although they look like others."""
    if run.state == "checked":
        return import_lines.count_warnings(work.connection, run.id)
    return count_flagged(work, run) if run.state in ("done", "failed") else 0


def fates_of(
    work: Work, run: ImportRun, *, state: str | None = None, after: int = 0, limit: int = 1000
) -> tuple[Fate, ...]:
    """Lines with what became of them or is foreseen; their cells as people may read them, while those are kept."""
    found = import_lines.fates(work.connection, run.id, state=state, after=after, limit=limit)
    if found:
        return kept_lines.shown(work, run, found, Mapping.of(run).columns)
    states = None if state is None else (state,)
    rows = imports.rows_of(work.connection, run.id, states=states, after=after, limit=limit)
    return tuple(Fate(row.line, [], row.state, row.record, row.problem) for row in rows)


def imported(work: Work, run: ImportRun) -> ColumnElement[bool]:
    """The records that the lines are about, as a condition on the form's table."""
    rows = tables.import_row
    states = (CREATED, UPDATED, UNCHANGED)
    theirs = select(rows.c.record).where(rows.c.import_run == run.id, rows.c.state.in_(states))
    return table_of(work.catalog, run.form).c.id.in_(theirs)


def flagged(work: Work, run: ImportRun, *, limit: int) -> tuple[Flagged, ...]:
    """The first lines whose records may be others once more; what was merged or called different meanwhile is not."""
    table, rows = table_of(work.catalog, run.form), tables.import_row
    others = table.alias("others")
    known = (others.c.id == table.c.duplicate_of) & visible(work.actor, run.form, others)
    asked = _flagged(work, run).with_only_columns(
        rows.c.line, table.c.id, table.c.number, table.c.duplicate_of, others.c.number
    )
    joined = rows.join(table, table.c.id == rows.c.record).outerjoin(others, known)
    found = work.connection.execute(asked.select_from(joined).order_by(rows.c.line).limit(limit))
    return tuple(Flagged(*row) for row in found)


def count_flagged(work: Work, run: ImportRun) -> int:
    """How many those are."""
    table, rows = table_of(work.catalog, run.form), tables.import_row
    joined = rows.join(table, table.c.id == rows.c.record)
    return work.connection.scalar(_flagged(work, run).with_only_columns(func.count()).select_from(joined)) or 0


def numbered(work: Work, form: str, numbers: set[str]) -> dict[str, int]:
    """The records of these numbers, as far as one may see them."""
    table = table_of(work.catalog, form)
    mine = (table.c.number.in_(numbers), visible(work.actor, form, table))
    return dict(work.connection.execute(select(table.c.number, table.c.id).where(*mine)).all()) if numbers else {}


def numbers_of(work: Work, form: str, records: Sequence[int]) -> dict[int, str]:
    """The numbers of these records, as far as one may see them."""
    table = table_of(work.catalog, form)
    mine = select(table.c.id, table.c.number).where(table.c.id.in_(records), visible(work.actor, form, table))
    return dict(work.connection.execute(mine).all()) if records else {}


def _flagged(work: Work, run: ImportRun) -> Select:
    table, rows = table_of(work.catalog, run.form), tables.import_row
    mine = (rows.c.import_run == run.id, rows.c.state.in_((CREATED, UPDATED)))
    seen = visible(work.actor, run.form, table)
    return select(rows.c.line).where(*mine, table.c.duplicate_of.is_not(None), seen)
