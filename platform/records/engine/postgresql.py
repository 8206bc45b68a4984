"""What PostgreSQL needs: psycopg 3, a pool, and read transactions that see one snapshot."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from .driver import may_prepare
from .json_text import dumps

READING = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
GLANCING = {"isolation_level": "AUTOCOMMIT"}


def engine(url: URL, pool_size: int) -> Engine:
    """Make an engine; `postgresql://` means psycopg 3."""
    made = create_engine(url, pool_size=pool_size, max_overflow=pool_size, pool_pre_ping=True, json_serializer=dumps)
    event.listen(made, "do_execute", _execute_unprepared)
    return made


@contextmanager
def in_turn(url: URL) -> Iterator[None]:
    """Nothing to do: PostgreSQL has many writers."""
    del url
    yield


@contextmanager
def read_only(connection: Connection) -> Iterator[None]:
    """Nothing to do: the transaction itself is read-only."""
    del connection
    yield


def wait_briefly_for_locks(connection: Connection, milliseconds: int = 2000) -> None:
    """Let a change of a table give up soon, so that it never holds up everyone who reads it; 0 waits on."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(milliseconds)}")


def _execute_unprepared(cursor: Any, statement: str, parameters: Any, context: Any) -> bool | None:
    """Never prepare what reads a record table."""
    if may_prepare(statement) is None or getattr(cursor, "name", None):
        return None
    cursor.execute(statement, parameters, prepare=False)
    return True
