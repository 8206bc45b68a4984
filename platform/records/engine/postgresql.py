"""What PostgreSQL needs: psycopg 3, a pool, and read transactions that see one snapshot."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from select import POLLIN, poll
from time import monotonic
from typing import Any

from sqlalchemy import URL, Connection, Dialect, Engine, create_engine, event
from sqlalchemy.exc import DisconnectionError

from .driver import may_prepare
from .json_text import dumps

READING = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
LONG = 5.0  # seconds that a connection may lie before it is asked whether it is still there
LAID_DOWN = "leadwright_laid_down"
GLANCING = {"isolation_level": "AUTOCOMMIT"}


def engine(url: URL, pool_size: int) -> Engine:
    """Make an engine; `postgresql://` means psycopg 3."""
    made = create_engine(url, pool_size=pool_size, max_overflow=pool_size, json_serializer=dumps)
    event.listen(made, "do_execute", _execute_unprepared)
    event.listen(made, "checkin", _lay_down)
    event.listen(made, "checkout", partial(_is_alive, made.dialect))
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


def _lay_down(_connection: Any, record: Any) -> None:
    record.info[LAID_DOWN] = monotonic()


def _is_alive(dialect: Dialect, connection: Any, record: Any, _proxy: Any) -> None:
    """Ask a connection that lay long, or that has something to say unasked: a server that goes says so.

    To ask each time costs as much as a statement.
    """
    lay = monotonic() - record.info.get(LAID_DOWN, monotonic())
    if lay < LONG and not _says_something(connection):
        return
    try:
        dialect.do_ping(connection)
    except dialect.loaded_dbapi.Error as error:
        raise DisconnectionError(str(error)) from error


def _says_something(connection: Any) -> bool:
    looking = poll()
    looking.register(connection.fileno(), POLLIN)
    return bool(looking.poll(0))


def _execute_unprepared(cursor: Any, statement: str, parameters: Any, context: Any) -> bool | None:
    """Never prepare what reads a record table."""
    if may_prepare(statement) is None or getattr(cursor, "name", None):
        return None
    cursor.execute(statement, parameters, prepare=False)
    return True
