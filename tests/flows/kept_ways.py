"""The way that a record keeps, and the one that its stays tell."""

from sqlalchemy import select

from forms import table_of
from records import tables


def kept(work, form, record):
    """The steps of the way that the record keeps."""
    table, step = table_of(work.catalog, form), tables.way_step
    mine = select(table.c.way).where(table.c.id == record).scalar_subquery()
    found = work.connection.execute(select(step).where(step.c.way == mine))
    return {(row.pipeline, row.stage, row.left_to, row.silent) for row in found}


def told(work, form, record):
    """The same by looking at every stay."""
    stay = tables.stage_visit
    theirs = work.connection.execute(select(stay).where(stay.c.form == form, stay.c.record == record))
    return {(row.pipeline, row.stage, row.left_to or "", _is_silent(row)) for row in theirs}


def _is_silent(stay):
    return bool(stay.left_to) and stay.acted is False and stay.how != "imported"
