"""Many rows at once: COPY on PostgreSQL, raw executemany on SQLite, with ids that are known before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, Connection, Table, text

from .types import UtcDateTime

Values = Mapping[str, Any]
Write = Callable[[Any], Any]


def insert_many(connection: Connection, table: Table, rows: Sequence[Values]) -> Sequence[int]:
    """Insert rows and return their ids in the same order; a column that a row does not name gets its default."""
    if not rows:
        return ()
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = [table.c[name] for name in names] + [c for c in table.c if _has_default(c) and c.name not in names]
    if len(rows) == 1:
        return _insert_one(connection, table, columns, rows[0])
    ids = reserve_ids(connection, table, len(rows)) if "id" in table.c and "id" not in names else None
    _write(connection, table, columns, rows, ids)
    return ids if ids is not None else [row["id"] for row in rows] if "id" in names else ()


def update_many(connection: Connection, table: Table, rows: Sequence[Values], *, versioned: bool = False) -> None:
    """Change many rows, each named by its `id`; all of them set the same columns. `versioned` counts the edit."""
    if not rows:
        return
    names = [name for name in rows[0] if name != "id"]
    quote, mark = connection.dialect.identifier_preparer.quote, _mark(connection)
    settings = [f"{quote(name)} = {mark}" for name in names] + ["version = version + 1"] * versioned
    statement = f"UPDATE {quote(table.name)} SET {', '.join(settings)} WHERE id = {mark}"
    writers = _writers(connection, [table.c[name] for name in (*names, "id")])
    connection.exec_driver_sql(statement, list(_tuples([*names, "id"], writers, rows)))


def reserve_ids(connection: Connection, table: Table, count: int) -> Sequence[int]:
    """Take ids that nobody else will get, so that rows can be named before they are written.

    On SQLite the transaction keeps others away; write these rows before you insert or reserve more in the table.
    """
    if connection.dialect.name == "postgresql":
        query = text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :count)")
        return list(connection.scalars(query, {"name": table.name, "count": count}))
    last = connection.exec_driver_sql(f'SELECT coalesce(max(id), 0) FROM "{table.name}"').scalar_one()
    if table.dialect_options["sqlite"]["autoincrement"]:
        seen = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (table.name,)).scalar()
        last = max(last, seen or 0)
    return range(last + 1, last + 1 + count)


def _insert_one(connection: Connection, table: Table, columns: list[Column], row: Values) -> Sequence[int]:
    """One statement instead of three: most of what a single record causes is one row in each of many tables."""
    names = [column.name for column in columns]
    defaults = {column.name: column.default for column in columns if _has_default(column)}
    (values,) = _tuples(names, _writers(connection, columns), _filled([row], defaults))
    quote, marks = connection.dialect.identifier_preparer.quote, ", ".join([_mark(connection)] * len(names))
    statement = f"INSERT INTO {quote(table.name)} ({', '.join(map(quote, names))}) VALUES ({marks})"
    if "id" not in table.c:
        connection.exec_driver_sql(statement, values)
        return ()
    return (connection.exec_driver_sql(f"{statement} RETURNING id", values).scalar_one(),)


def _write(
    connection: Connection, table: Table, columns: list[Column], rows: Sequence[Values], ids: Sequence[int] | None
) -> None:
    names = [column.name for column in columns]
    defaults = {column.name: column.default for column in columns if _has_default(column)}
    rows = _filled(rows, defaults) if defaults else rows
    tuples: Iterable[tuple] = _tuples(names, _writers(connection, columns), rows)
    if ids is not None:
        names = ["id", *names]
        tuples = ((number, *values) for number, values in zip(ids, tuples, strict=True))
    quote = connection.dialect.identifier_preparer.quote
    target = f"{quote(table.name)} ({', '.join(map(quote, names))})"
    if connection.dialect.name == "postgresql":
        _copy(connection, f"COPY {target} FROM STDIN", tuples)
    else:
        marks = ", ".join("?" * len(names))
        _cursor(connection).executemany(f"INSERT INTO {target} VALUES ({marks})", tuples)


def _copy(connection: Connection, statement: str, tuples: Iterable[tuple]) -> None:
    with _cursor(connection) as cursor, cursor.copy(statement) as copy:
        for values in tuples:
            copy.write_row(values)


def _cursor(connection: Connection) -> Any:
    return connection.connection.cursor()


def _filled(rows: Sequence[Values], defaults: Mapping[str, Any]) -> Iterator[Values]:
    """Give each row the table's defaults for what it does not name."""
    for row in rows:
        missing = {name: _default(default) for name, default in defaults.items() if name not in row}
        yield {**row, **missing} if missing else row


def _has_default(column: Column) -> bool:
    return column.default is not None and (column.default.is_scalar or column.default.is_callable)


def _default(default: Any) -> Any:
    return default.arg(None) if default.is_callable else default.arg


def _writers(connection: Connection, columns: Iterable[Column]) -> list[Write | None]:
    """What turns a Python value into one the driver takes, for each column."""
    dialect = connection.dialect
    return [
        _stamp
        if dialect.name == "sqlite" and isinstance(column.type, UtcDateTime)
        else column.type.dialect_impl(dialect).bind_processor(dialect)
        for column in columns
    ]


@lru_cache(maxsize=4096)
def _stamp(moment: datetime | None) -> str | None:
    """What SQLAlchemy writes for a moment; most moments of a portion are the same few."""
    naive = UtcDateTime().process_bind_param(moment, None)
    return None if naive is None else naive.isoformat(" ", "microseconds")


def _tuples(names: list[str], writers: list[Write | None], rows: Iterable[Values]) -> Iterator[tuple]:
    pairs = list(zip(names, writers, strict=True))
    for row in rows:
        yield tuple(row.get(name) if write is None else write(row.get(name)) for name, write in pairs)


def _mark(connection: Connection) -> str:
    return "%s" if connection.dialect.name == "postgresql" else "?"
