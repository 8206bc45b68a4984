"""What SQLite needs: write-ahead log, a patient wait for the one writer, and transactions that begin as such."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from sqlite3 import OperationalError
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from definitions import Refused

from . import driver, sqlite_functions, turns
from .json_text import dumps

READING = {"leadwright_begin": "BEGIN"}
GLANCING = READING
PRAGMAS = ("busy_timeout = 10000", "synchronous = normal", "foreign_keys = on", "temp_store = memory")


class DatabaseBusy(Refused):
    """Somebody has been writing for so long that whoever waited is told: nothing was done, and may be tried again."""

    status = 503


def engine(url: URL, pool_size: int) -> Engine:
    """Make an engine whose transactions take the write lock at once: a deferred one fails when it starts to write."""
    made = create_engine(
        url, pool_size=pool_size, max_overflow=pool_size, json_serializer=dumps, connect_args={"timeout": 10}
    )
    event.listen(made, "connect", _prepare)
    event.listen(made, "begin", _begin)
    return made


def in_turn(url: URL) -> AbstractContextManager[None]:
    """Let writers wait for one another here; whoever cannot wait here meets the others at the file."""
    return turns.in_turn(str(url.database))


@contextmanager
def read_only(connection: Connection) -> Iterator[None]:
    """Refuse writes on this connection for a while."""
    driver.run(connection, "PRAGMA query_only = on")
    try:
        yield
    finally:
        driver.run(connection, "PRAGMA query_only = off")


def wiping(connection: Connection) -> None:
    """Overwrite what is deleted from here on, so that the file holds none of it; PostgreSQL does so when it vacuums."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = on")


def _prepare(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    sqlite_functions.install(connection)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    _write_ahead(connection)


def _write_ahead(connection: Any, attempts: int = 200) -> None:
    """Switch to the write-ahead log; SQLite does not wait by itself when two processes do so at once."""
    for attempt in range(attempts):
        try:
            connection.execute("PRAGMA journal_mode = wal")
            return
        except OperationalError:
            if attempt == attempts - 1:
                raise
            time.sleep(0.02)


def _begin(connection: Connection) -> None:
    try:
        driver.run(connection, connection.get_execution_options().get("leadwright_begin", "BEGIN IMMEDIATE"))
    except DBAPIError as error:
        if "locked" not in str(error.orig):
            raise
        raise DatabaseBusy("records.busy") from error
