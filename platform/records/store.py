"""Records in their tables: insert, fetch, change; an edit of a version that is no longer the newest is refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, and_, bindparam, func, or_, select
from sqlalchemy import update as sql_update

from definitions import NotFound, Stale

from .engine.bulk import insert_many, reserve_ids, update_many
from .engine.prepared import Prepared

__all__ = [
    "count", "fetch", "fetch_many", "id_of", "insert", "insert_many", "lock", "reserve_ids", "update", "update_many",
    "update_unversioned", "update_where",
]  # fmt: skip


def insert(connection: Connection, table: Table, values: Mapping[str, Any]) -> int:
    """Write a new row and return its id."""
    return connection.execute(table.insert(), dict(values)).inserted_primary_key[0]


def fetch(connection: Connection, table: Table, record: int) -> Row | None:
    """Read one row, trashed or not."""
    return _by_id(table, lock=False).row(connection, id=record)


def id_of(connection: Connection, table: Table, named: str) -> int | None:
    """The record that people name by its number, or by its id."""
    mine = table.c.number == named
    if named.isascii() and named.isdigit() and len(named) <= 18:
        mine = or_(mine, table.c.id == int(named))
    return connection.execute(select(table.c.id).where(mine).order_by(table.c.id).limit(1)).scalar()


def lock(connection: Connection, table: Table, record: int) -> Row | None:
    """Read one row that nobody else changes until this transaction ends."""
    return _by_id(table, lock=True).row(connection, id=record)


def fetch_many(connection: Connection, table: Table, records: Iterable[int], *, lock: bool = False) -> dict[int, Row]:
    """Read several rows by id; what is not there is left out. With `lock` nobody else changes them meanwhile."""
    found: dict[int, Row] = {}
    wanted = list(dict.fromkeys(records))
    if len(wanted) == 1:
        row = _by_id(table, lock=lock).row(connection, id=wanted[0])
        return {} if row is None else {row.id: row}
    for start in range(0, len(wanted), 500):
        query = select(table).where(table.c.id.in_(wanted[start : start + 500]))
        query = query.order_by(table.c.id).with_for_update() if lock else query
        found.update((row.id, row) for row in connection.execute(query))
    return found


@lru_cache(maxsize=256)
def _by_id(table: Table, *, lock: bool) -> Prepared:
    one = select(table).where(table.c.id == bindparam("id"))
    return Prepared(one.with_for_update() if lock else one)


@lru_cache(maxsize=512)
def _unversioned(table: Table, names: tuple[str, ...]) -> Prepared:
    return Prepared(sql_update(table).where(table.c.id == bindparam("this")), names)


def update(connection: Connection, table: Table, record: int, version: int, changes: Mapping[str, Any]) -> int:
    """Change the row if it still has this version, and return its new one; Stale carries the row as it is now."""
    same = and_(table.c.id == record, table.c.version == version)
    statement = sql_update(table).where(same).values(**changes, version=version + 1)
    if connection.execute(statement).rowcount == 1:
        return version + 1
    current = fetch(connection, table, record)
    if current is None:
        raise NotFound
    raise Stale(current=current)


def portion_after(connection: Connection, table: Table, record: int, *, limit: int) -> Sequence[Row]:
    """The records that come after an id, in order and held, for those who go through all of them."""
    query = select(table).where(table.c.id > record).order_by(table.c.id).limit(limit).with_for_update()
    return connection.execute(query).all()


def update_unversioned(connection: Connection, table: Table, record: int, changes: Mapping[str, Any]) -> None:
    """Change columns that an engine keeps; an edit somebody has open on their screen stays valid."""
    _unversioned(table, tuple(changes)).run(connection, **changes, this=record)


def update_where(
    connection: Connection, table: Table, condition: ColumnElement[bool], changes: Mapping[str, Any]
) -> int:
    """Change every row that meets the condition, in one statement, and return how many did."""
    return connection.execute(sql_update(table).where(condition).values(**changes)).rowcount


def count(connection: Connection, table: Table, condition: ColumnElement[bool]) -> int:
    """How many rows meet the condition."""
    return connection.execute(select(func.count()).select_from(table).where(condition)).scalar_one()
