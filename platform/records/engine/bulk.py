"""Many rows at once: COPY on PostgreSQL, raw executemany on SQLite, with ids that are known before.

Rows are turned into columns first and back again last: what the drivers want of a value is then decided once for a
column, and worked out once for a value that many rows share.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import Any
from zlib import crc32

from sqlalchemy import Column, Connection, Dialect, Table

from . import driver
from .columnwise import written, written_each
from .copying import copied
from .json_text import dumps
from .types import Json, writer

Values = Mapping[str, Any]
Write = Callable[[Any], Any]
# What PostgreSQL gets in one statement; more of it comes faster by COPY.
FEW = 20
NEXT_IDS = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
# From here on PostgreSQL changes rows by one statement that joins them; for fewer, one each costs less.
TOGETHER = 20


def insert_many(connection: Connection, table: Table, rows: Sequence[Values]) -> Sequence[int]:
    """Insert rows and return their ids in the same order; a column that a row does not name gets its default."""
    first = rows[0].keys() if rows else ()
    if len(first) > 1 and all(row.keys() == first for row in rows):
        names = tuple(first)
        return insert_tuples(connection, table, names, [*map(itemgetter(*names), rows)])
    names = tuple(dict.fromkeys(name for row in rows for name in row))
    return insert_tuples(connection, table, names, [_placed(table, names, row) for row in rows])


def insert_tuples(
    connection: Connection, table: Table, names: tuple[str, ...], rows: Sequence[Sequence[Any]]
) -> Sequence[int]:
    """The same for values in the order of `names`."""
    if not rows:
        return ()
    plan = _plan(table, names, connection.dialect)
    if len(rows) == 1 or (len(rows) <= FEW and connection.dialect.name == "postgresql"):
        ids = _insert_few(connection, plan, rows)
        return [row[names.index("id")] for row in rows] if "id" in names else ids
    reserved = "id" in table.c and "id" not in names
    ids = reserve_ids(connection, table, len(rows)) if reserved else ()
    _write(connection, plan, rows, ids)
    return ids if reserved else [row[names.index("id")] for row in rows] if "id" in names else ()


def insert_new(connection: Connection, table: Table, rows: Sequence[Values]) -> int:
    """Insert the rows that break no unique key, all with the same columns; how many that were."""
    if not rows:
        return 0
    names = [*rows[0]]
    columns = [
        _driven([row[name] for row in rows], write)
        for name, write in zip(names, _writers(connection.dialect, [table.c[name] for name in names]), strict=True)
    ]
    quote = connection.dialect.identifier_preparer.quote
    into = f"INSERT INTO {quote(table.name)} ({', '.join(map(quote, names))})"
    if connection.dialect.name != "postgresql":
        marks = ", ".join("?" * len(names))
        cursor = _cursor(connection)
        cursor.executemany(f"{into} VALUES ({marks}) ON CONFLICT DO NOTHING", zip(*columns, strict=True))
        return cursor.rowcount
    new, travels, travelling = _travelling(connection, table, names, columns)
    kept = f"{into} SELECT {', '.join(new)} FROM json_to_recordset(%s) AS new({travels})"
    counted = f"WITH kept AS ({kept} ON CONFLICT DO NOTHING RETURNING 1) SELECT count(*) FROM kept"
    return connection.exec_driver_sql(counted, (travelling,)).scalar_one()


def update_many(connection: Connection, table: Table, rows: Sequence[Values], *, versioned: bool = False) -> None:
    """Change many rows, each named by its `id`; all of them set the same columns. `versioned` counts the edit."""
    if not rows:
        return
    names = [*(name for name in rows[0] if name != "id"), "id"]
    writers = _writers(connection.dialect, [table.c[name] for name in names])
    each = zip(names, writers, strict=True)
    columns = [_driven([row[name] for row in rows], write) for name, write in each]
    if connection.dialect.name == "postgresql" and len(rows) >= TOGETHER:
        _update_together(connection, table, names, columns, versioned=versioned)
        return
    quote, mark = connection.dialect.identifier_preparer.quote, _mark(connection)
    settings = [f"{quote(name)} = {mark}" for name in names[:-1]] + ["version = version + 1"] * versioned
    statement = f"UPDATE {quote(table.name)} SET {', '.join(settings)} WHERE id = {mark}"
    connection.exec_driver_sql(statement, [*zip(*columns, strict=True)])


def reserve_ids(connection: Connection, table: Table, count: int) -> Sequence[int]:
    """Take ids that nobody else will get, so that rows can be named before they are written.

    On SQLite the transaction keeps others away; write these rows before you insert or reserve more in the table.
    """
    if connection.dialect.name == "postgresql":
        taken = driver.run(connection, NEXT_IDS, (table.name, count))
        return [id for (id,) in taken.fetchall()]
    last = f'coalesce((SELECT max(id) FROM "{table.name}"), 0)'
    if table.dialect_options["sqlite"]["autoincrement"]:
        last = f"max({last}, coalesce((SELECT seq FROM sqlite_sequence WHERE name = '{table.name}'), 0))"
    [(last,)] = driver.run(connection, f"SELECT {last}").fetchall()
    return range(last + 1, last + 1 + count)


class _Plan:
    """How rows with these columns are written into a table; made once."""

    def __init__(self, table: Table, names: tuple[str, ...], dialect: Dialect) -> None:
        self.more = tuple(c for c in table.c if _has_default(c) and c.name not in names)
        columns = [*(table.c[name] for name in names), *self.more]
        self.each = tuple(_writers(dialect, columns))
        self.writers = tuple((at, write) for at, write in enumerate(self.each) if write is not None)
        self.has_id = "id" in table.c
        quote = dialect.identifier_preparer.quote
        self.into = f"{quote(table.name)} ({{}}{', '.join(quote(column.name) for column in columns)})"
        self.mark = "%s" if dialect.name == "postgresql" else "?"
        self.marks = ", ".join([self.mark] * len(columns))
        self.kinds = _kinds(columns, dialect) if dialect.name == "postgresql" else ""
        self._statements: dict[int, str] = {}

    def statement(self, rows: int) -> str:
        """An INSERT of so many rows."""
        if rows not in self._statements:
            marks, returning = ", ".join([f"({self.marks})"] * rows), " RETURNING id" if self.has_id else ""
            self._statements[rows] = f"INSERT INTO {self.into.format('')} VALUES {marks}{returning}{self.kinds}"
        return self._statements[rows]

    def written(self, row: Sequence[Any]) -> list[Any]:
        """The row as the driver takes it, with what its columns have by default."""
        values = [*row, *(_default(column.default) for column in self.more)] if self.more else list(row)
        for at, write in self.writers:
            values[at] = write(values[at])
        return values

    def columns(self, rows: Sequence[Sequence[Any]]) -> list[Sequence[Any]]:
        """The same for many rows, by column."""
        given = [*zip(*rows, strict=True), *([_default(column.default) for _ in rows] for column in self.more)]
        return [_driven(values, write) for values, write in zip(given, self.each, strict=True)]


@lru_cache(maxsize=512)
def _plan(table: Table, names: tuple[str, ...], dialect: Dialect) -> _Plan:
    return _Plan(table, names, dialect)


def _kinds(columns: Sequence[Column], dialect: Dialect) -> str:
    """A mark of the columns' types: a statement that was prepared for other types is never taken up for these."""
    kinds = " ".join(column.type.compile(dialect) for column in columns)
    return f" /* {crc32(kinds.encode()):08x} */"


def _insert_few(connection: Connection, plan: _Plan, rows: Sequence[Sequence[Any]]) -> Sequence[int]:
    """One statement instead of many: most of what a single record causes is a few rows in each of many tables.

    Rows are given their ids in the order in which they stand.
    """
    values = tuple(chain.from_iterable(map(plan.written, rows)))
    written = driver.run(connection, plan.statement(len(rows)), values)
    return sorted(id for (id,) in written.fetchall()) if plan.has_id else ()


def _write(connection: Connection, plan: _Plan, rows: Sequence[Sequence[Any]], ids: Sequence[int]) -> None:
    columns, into, marks = plan.columns(rows), plan.into.format(""), plan.marks
    if ids:
        columns, into, marks = [ids, *columns], plan.into.format("id, "), f"{plan.mark}, {plan.marks}"
    if connection.dialect.name == "postgresql":
        _copy(connection, f"COPY {into} FROM STDIN", columns)
    else:
        _cursor(connection).executemany(f"INSERT INTO {into} VALUES ({marks})", zip(*columns, strict=True))


def _copy(connection: Connection, statement: str, columns: Sequence[Sequence[Any]]) -> None:
    with _cursor(connection) as cursor, cursor.copy(statement) as copy:
        for piece in copied(columns):
            copy.write(piece)


def _update_together(
    connection: Connection, table: Table, names: Sequence[str], columns: Sequence[Sequence[Any]], *, versioned: bool
) -> None:
    """One statement for all rows."""
    quote = connection.dialect.identifier_preparer.quote
    new, travels, rows = _travelling(connection, table, names, columns)
    settings = [f"{quote(name)} = {value}" for name, value in zip(names[:-1], new, strict=False)]
    settings += [f"version = {quote(table.name)}.version + 1"] * versioned
    connection.exec_driver_sql(
        f"UPDATE {quote(table.name)} SET {', '.join(settings)} FROM json_to_recordset(%s) AS new({travels}) "
        f"WHERE {quote(table.name)}.id = {new[-1]}",
        (rows,),
    )


def _travelling(
    connection: Connection, table: Table, names: Sequence[str], columns: Sequence[Sequence[Any]]
) -> tuple[list[str], str, str]:
    """Rows that travel to PostgreSQL as one piece of JSON: what names their values there, what these are, the rows."""
    keys = [f"c{n}" for n in range(len(names))]
    kinds = [table.c[name].type for name in names]
    # What is JSON is text here already, and becomes what it says only where it is set.
    new = [
        f"new.{key}::JSONB" if isinstance(kind, Json) else f"new.{key}" for key, kind in zip(keys, kinds, strict=True)
    ]
    said = ["TEXT" if isinstance(kind, Json) else kind.compile(connection.dialect) for kind in kinds]
    travels = ", ".join(f"{key} {kind}" for key, kind in zip(keys, said, strict=True))
    return new, travels, dumps([dict(zip(keys, row, strict=True)) for row in zip(*columns, strict=True)])


def _cursor(connection: Connection) -> Any:
    return connection.connection.cursor()


def _placed(table: Table, names: tuple[str, ...], row: Values) -> list[Any]:
    """A row's values in order; what it does not name gets the table's default."""
    return [row[name] if name in row else _default_of(table.c[name]) for name in names]


def _default_of(column: Column) -> Any:
    return _default(column.default) if _has_default(column) else None


def _has_default(column: Column) -> bool:
    return column.default is not None and (column.default.is_scalar or column.default.is_callable)


def _default(default: Any) -> Any:
    return default.arg(None) if default.is_callable else default.arg


def _writers(dialect: Dialect, columns: Iterable[Column]) -> list[Write | None]:
    """What turns a Python value into one the driver takes, for each column."""
    return [_json if isinstance(column.type, Json) else writer(column.type, dialect) for column in columns]


def _driven(values: Sequence[Any], write: Write | None) -> Sequence[Any]:
    """A column's values as the driver takes them."""
    return written_each(values, write) if write is _json else written(values, write)


def _json(value: Any) -> str | None:
    """As text on both databases; PostgreSQL makes of it what its column is."""
    return None if value is None else dumps(value)


def _mark(connection: Connection) -> str:
    return "%s" if connection.dialect.name == "postgresql" else "?"
