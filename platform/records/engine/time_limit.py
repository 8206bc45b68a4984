"""A question that may take so long and no longer: the database stops it, and what was begun goes on without it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer as Clock

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from definitions import Refused

CANCELLED = "57014"  # PostgreSQL's word for a statement that was stopped


class TookTooLong(Refused):
    """The question was stopped; asked about less it may be answered."""

    status = 503


@contextmanager
def time_limit(connection: Connection, seconds: float | None) -> Iterator[None]:
    """Stop whatever is asked within after so many seconds; the transaction itself goes on."""
    if seconds is None:
        yield
        return
    limited = _in_postgresql if connection.dialect.name == "postgresql" else _in_sqlite
    try:
        with connection.begin_nested(), limited(connection, seconds):
            yield
    except DBAPIError as error:
        if not _was_stopped(error):
            raise
        raise TookTooLong("refused.took_too_long", seconds=f"{seconds:g}") from None


def stopper(connection: Connection) -> Callable[[], None]:
    """What another thread calls to stop whatever this connection is asked at that moment."""
    raw = connection.connection.dbapi_connection
    return raw.cancel_safe if connection.dialect.name == "postgresql" else raw.interrupt


@contextmanager
def _in_postgresql(connection: Connection, seconds: float) -> Iterator[None]:
    """The setting goes with the savepoint where the statement is stopped."""
    connection.exec_driver_sql(f"SET LOCAL statement_timeout = {int(seconds * 1000)}")
    yield
    connection.exec_driver_sql("SET LOCAL statement_timeout TO DEFAULT")


@contextmanager
def _in_sqlite(connection: Connection, seconds: float) -> Iterator[None]:
    clock = Clock(seconds, connection.connection.dbapi_connection.interrupt)
    clock.daemon = True
    clock.start()
    try:
        yield
    finally:
        clock.cancel()


def _was_stopped(error: DBAPIError) -> bool:
    return getattr(error.orig, "sqlstate", None) == CANCELLED or str(error.orig) == "interrupted"
