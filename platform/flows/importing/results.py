"""What an import came to in records: all of them, and those that look like others, as they stand now."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select

from accounts import Work, visible
from forms import table_of
from records import ImportRun, tables

from .rows import CREATED, UNCHANGED, UPDATED


@dataclass(frozen=True, slots=True)
class Flagged:
    """A line whose record looks like another; that one's number only for who may see it."""

    line: int
    record: int
    number: str
    other: int
    other_number: str | None


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


def _flagged(work: Work, run: ImportRun) -> Select:
    table, rows = table_of(work.catalog, run.form), tables.import_row
    mine = (rows.c.import_run == run.id, rows.c.state.in_((CREATED, UPDATED)))
    seen = visible(work.actor, run.form, table)
    return select(rows.c.line).where(*mine, table.c.duplicate_of.is_not(None), seen)
