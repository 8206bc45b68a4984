"""What hangs on records in the fixed tables, whichever those are: moved to another record, and moved back exactly."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, Select, Table, delete, select, update

from . import links
from .engine.rows import portions
from .tables import metadata
from .tables.history import task
from .tables.link import link

# These tell how the record itself fared, or are its clocks and keys: they stay where they are.
STAYS = frozenset(
    {
        "assignment", "automation_run", "clock_pause", "enrolment", "enrolment_step", "form_draft", "grade", "lookup",
        "match_key", "milestone", "origin", "prediction", "stage_visit", "timer",
    }
)  # fmt: skip


def moving_tables() -> tuple[Table, ...]:
    """Every table with a row for something of a record."""
    tables = (table for table in metadata.sorted_tables if table.name not in STAYS)
    return tuple(table for table in tables if {"id", "form", "record"} <= set(table.c.keys()))


def move(
    connection: Connection, form: str, gone: int, kept: int, *, but_tasks: Collection[int] = ()
) -> dict[str, list[int]]:
    """Give everything of one record to another, but some tasks; which rows those were, by table."""
    moved: dict[str, list[int]] = {}
    for table in moving_tables():
        stays = _in_the_way(connection, table, form, gone, kept) | set(but_tasks if table is task else ())
        theirs = connection.scalars(select(table.c.id).where(table.c.form == form, table.c.record == gone))
        ids = [id for id in theirs if id not in stays]
        if ids:
            _give(connection, table, ids, kept)
            moved[table.name] = ids
    return moved


def move_back(connection: Connection, moved: Mapping[str, list[int]], gone: int) -> None:
    """Give those rows back."""
    for table in moving_tables():
        if table.name in moved:
            _give(connection, table, moved[table.name], gone)


def _give(connection: Connection, table: Table, ids: list[int], record: int) -> None:
    for part in portions(ids):
        connection.execute(update(table).where(table.c.id.in_(part)).values(record=record))


def _in_the_way(connection: Connection, table: Table, form: str, gone: int, kept: int) -> set[int]:
    """Rows that the other record has its own of: a person who watches both watches the one that stays."""
    found = _between(connection, form, gone, kept) if table is link else set()
    for names in _unique(table):
        rest = [table.c[name] for name in names if name not in ("form", "record")]
        theirs = select(*rest).where(table.c.form == form, table.c.record == kept)
        taken = {tuple(row) for row in connection.execute(theirs)} if rest else set()
        mine = select(table.c.id, *rest).where(table.c.form == form, table.c.record == gone)
        found |= {row[0] for row in connection.execute(mine) if tuple(row[1:]) in taken}
    return found


def _between(connection: Connection, form: str, gone: int, kept: int) -> set[int]:
    """Links from the one to the other: nothing is linked with itself; and those that the other has as well."""
    theirs = (link.c.form == form, link.c.record == gone, link.c.other_form == form, link.c.other_record == kept)
    return set(connection.scalars(select(link.c.id).where(*theirs))) | links.doubles(connection, form, gone, kept)


def _unique(table: Table) -> list[list[str]]:
    from sqlalchemy import UniqueConstraint

    keys = [c for c in table.constraints if isinstance(c, UniqueConstraint)]
    named = [[column.name for column in one.columns] for one in keys]
    named += [[column.name for column in index.columns] for index in table.indexes if index.unique]
    return [names for names in named if "record" in names]


def erase(connection: Connection, form: str, record: int) -> int:
    """Remove every row of a record from the fixed tables, and what hangs on those; how many rows that were."""
    gone = 0
    for table in reversed(metadata.sorted_tables):
        if {"id", "form", "record"} <= set(table.c.keys()) and table.name != "stored_file":
            mine = select(table.c.id).where(table.c.form == form, table.c.record == record)
            gone += _erase_below(connection, table, mine)
            gone += connection.execute(delete(table).where(table.c.form == form, table.c.record == record)).rowcount
    for table in (table for table in metadata.sorted_tables if table.name in ("origin",)):
        gone += connection.execute(delete(table).where(table.c.form == form, table.c.record == record)).rowcount
    return gone


def _erase_below(connection: Connection, table: Table, mine: Select) -> int:
    """Rows of other tables that point at these rows and have no record of their own."""
    gone = 0
    for other in metadata.sorted_tables:
        for column in other.c:
            points = any(key.column.table is table for key in column.foreign_keys)
            if points and other is not table and "record" not in other.c:
                gone += connection.execute(delete(other).where(column.in_(mine))).rowcount
    return gone
