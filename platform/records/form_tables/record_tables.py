"""The table behind a form: real, typed columns; system columns first, then the engines', then the form's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from sqlalchemy import Column, Index, Integer, MetaData, String, Table, Text

from ..engine.types import UtcDateTime
from .columns import ColumnSpec, Contribution, FormSpec, SideSpec, contributions, short_name
from .moving_columns import Moving, ReadAs

FIELD = "f_"

Contributions = tuple[tuple[str, Contribution], ...]


def record_table(spec: FormSpec) -> Table:
    """The SQLAlchemy table `r_<form>`, with a column `f_<field>` for each field."""
    return _table(spec, contributions())


def moving_table(spec: FormSpec, read_as: Mapping[str, ReadAs]) -> Table:
    """The same table while some of its values are on their way: these columns are read as what they will be."""
    stored = record_table(spec)
    columns = [
        Moving(column.name, column.type, nullable=column.nullable).reading(stored, read_as[column.name])
        if column.name in read_as
        else column
        for column in _columns(spec, contributions())
    ]
    return Table(spec.table_name, MetaData(), *columns, sqlite_autoincrement=True)


def table_for(spec: FormSpec | SideSpec) -> Table:
    """The table of a form, or the one beside it that a field asks for."""
    return record_table(spec) if isinstance(spec, FormSpec) else side_table(spec)


@lru_cache(maxsize=512)
def side_table(spec: SideSpec) -> Table:
    """`x_<form>_<field>`: which record, at which place, and a column `f_<column>` for each of the row's values."""
    name = spec.table_name
    table = Table(
        name,
        MetaData(),
        Column("id", Integer, primary_key=True, autoincrement=True),
        Column("record", Integer, nullable=False),
        Column("place", Integer, nullable=False),
        *(column.column(FIELD) for column in spec.columns),
        sqlite_autoincrement=True,
    )
    Index(short_name("ix", name, "record"), table.c.record, table.c.place)
    for names in _single(spec.columns, FIELD):
        Index(short_name("ix", name, *names), *(table.c[each] for each in names))
    return table


def field_column(table: Table, field: str) -> Column:
    """The column of a form's field."""
    return table.c[FIELD + field]


@lru_cache(maxsize=256)
def _table(spec: FormSpec, contributed: Contributions) -> Table:
    table = Table(spec.table_name, MetaData(), *_columns(spec, contributed), sqlite_autoincrement=True)
    for names in _indexes(spec, contributed):
        unique = names == ("number",)
        Index(short_name("uq" if unique else "ix", table.name, *names), *(table.c[n] for n in names), unique=unique)
    for names in (names for _, part in contributed for names in part.sparse):
        there = table.c[names[0]].is_not(None)
        columns = (table.c[name] for name in names)
        Index(short_name("ix", table.name, *names), *columns, sqlite_where=there, postgresql_where=there)
    return table


def _columns(spec: FormSpec, contributed: Contributions) -> list[Column]:
    return [
        *_system_columns(),
        *(column.column() for _, part in contributed for column in part.columns),
        *(column.column(FIELD) for column in spec.columns),
    ]


def _system_columns() -> tuple[Column, ...]:
    return (
        Column("id", Integer, primary_key=True, autoincrement=True),
        Column("number", String(60), nullable=False),
        Column("version", Integer, nullable=False, default=1),
        Column("created_at", UtcDateTime, nullable=False),
        Column("updated_at", UtcDateTime, nullable=False),
        Column("created_by", Integer),
        Column("channel", String(40)),
        Column("revision", Integer),
        Column("search", Text),
        Column("trashed_at", UtcDateTime),
        Column("duplicate_of", Integer),
    )


def _indexes(spec: FormSpec, contributed: Contributions) -> Iterator[tuple[str, ...]]:
    yield ("number",)
    yield ("created_at",)
    for _, part in contributed:
        yield from _single(part.columns)
        yield from part.indexes
    yield from _single(spec.columns, FIELD)


def _single(columns: tuple[ColumnSpec, ...], prefix: str = "") -> Iterator[tuple[str, ...]]:
    return ((prefix + column.name,) for column in columns if column.index)
