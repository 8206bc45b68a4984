"""What the records that link to others come to, by one query for each rollup and portion of records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, func, select

from accounts import Work, default_calendar
from records import Number
from rules import Env, compile_sql

from ..field_definition import FieldDefinition
from ..fields.rollup import Rollup
from ..scope import FIELD, columns_of, form_of, scope_of, table_of
from .side_queries import PORTION, side_table_of

LINKED = FIELD + "linked"
EDGES = ("latest", "first")


def rolled_up(work: Work, field: FieldDefinition, records: Iterable[int]) -> dict[int, Any]:
    """The value of a rollup for each of these records, whoever may see what links to them."""
    kind: Rollup = field.type
    wanted = list(records)
    found = dict.fromkeys(wanted, kind.blank)
    for start in range(0, len(wanted), PORTION):
        for record, value in work.connection.execute(_query(work, kind, wanted[start : start + PORTION])):
            found[record] = kind.blank if value is None else _as_value(kind, value)
    return found


def linked_from(work: Work, form: str, through: FieldDefinition, records: Iterable[int]) -> Iterator[int]:
    """The records that these records link to now."""
    link, source = _link(work, form, through)
    wanted = list(records)
    for start in range(0, len(wanted), PORTION):
        table = table_of(work.catalog, form)
        query = select(link).select_from(source).where(table.c.id.in_(wanted[start : start + PORTION]))
        yield from work.connection.scalars(query.where(link.is_not(None)).distinct())


def linking_to(
    work: Work, form: str, link: FieldDefinition, records: Iterable[int], *, after: int, limit: int
) -> list[int]:
    """Records of a form that link to these, in order of their ids."""
    column, source = _link(work, form, link)
    id = table_of(work.catalog, form).c.id
    query = select(id).select_from(source).where(column.in_(list(records)), id > after)
    return list(work.connection.scalars(query.distinct().order_by(id).limit(limit)))


def _query(work: Work, kind: Rollup, records: list[int]) -> Select:
    link, source = _link(work, kind.of, form_of(work.catalog, kind.of).field(kind.through))
    table, columns = table_of(work.catalog, kind.of), columns_of(work.catalog, kind.of)
    counted = [link.in_(records), table.c.trashed_at.is_(None)]
    if kind.where is not None:
        calendar = default_calendar(work.catalog)
        env = Env(work.now, calendar.zone.key, calendar)
        counted.append(compile_sql(kind.where, columns, env, scope_of(work.catalog, kind.of)))
    if kind.measure not in EDGES:
        return select(link, _measure(kind, columns)).select_from(source).where(*counted).group_by(link)
    by = columns[kind.by]
    order = (by.desc(), table.c.id.desc()) if kind.measure == "latest" else (by.asc(), table.c.id.asc())
    place = func.row_number().over(partition_by=link, order_by=order)
    ranked = select(link.label("link"), columns[kind.field].label("value"), place.label("place"))
    inner = ranked.select_from(source).where(*counted, by.is_not(None)).subquery()
    return select(inner.c.link, inner.c.value).where(inner.c.place == 1)


def _measure(kind: Rollup, columns: Any) -> ColumnElement:
    if kind.measure == "count":
        return func.count()
    column = columns[kind.field]
    if kind.measure == "average":
        return func.avg(column, type_=Number())
    return {"sum": func.sum, "min": func.min, "max": func.max}[kind.measure](column)


def _link(work: Work, form: str, through: FieldDefinition) -> tuple[ColumnElement, FromClause]:
    """The column of the linked records' ids, and the tables to read it from."""
    table = table_of(work.catalog, form)
    if not through.type.many:
        return columns_of(work.catalog, form)[through.id], table
    side = side_table_of(work.catalog, form, through.id)
    return side.c[LINKED], table.join(side, side.c.record == table.c.id)


def _as_value(kind: Rollup, found: Any) -> Any:
    """What was counted or summed becomes a value; what was only picked is one."""
    return kind.from_rule(found) if kind.measure in ("sum", "average", "count") else found
