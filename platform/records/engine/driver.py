"""A statement's shortest way: straight to the driver's cursor, within the transaction that is open.

SQLAlchemy's own way for a text that is ready costs ten times what a small statement costs the database. Whoever listens
to statements (tests that count them, or die between them) still hears of each.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

Parameters = tuple[Any, ...] | dict[str, Any]


def run(connection: Connection, statement: str, parameters: Parameters = ()) -> Any:
    """The driver's cursor (or what reads the same) after the statement; errors are SQLAlchemy's, as everywhere."""
    if connection.dispatch.before_cursor_execute:
        return connection.exec_driver_sql(statement, parameters)
    cursor = connection.connection.cursor()
    with telling(connection, statement, parameters):
        if connection.dialect.name == "postgresql":
            cursor.execute(statement, parameters, prepare=may_prepare(statement))
        else:
            cursor.execute(statement, parameters)
    return cursor


@contextmanager
def telling(connection: Connection, statement: str, parameters: Parameters) -> Iterator[None]:
    """Whatever the driver complains of inside is told as SQLAlchemy tells it."""
    try:
        yield
    except connection.dialect.loaded_dbapi.Error as error:
        raise _told(connection, statement, parameters, error) from error


def may_prepare(statement: str) -> bool | None:
    """False for what is about a record table; else the driver prepares what comes often.

    When another process publishes a field's new type, PostgreSQL refuses every plan that it prepared for reading the
    old one, and for writing text or nothing into it. An INSERT that ends with a mark of its types is another one then.
    """
    return False if " r_" in statement and not statement.endswith("*/") else None


def _told(connection: Connection, statement: str, parameters: Parameters, error: Any) -> Exception:
    """The error as SQLAlchemy tells it; a connection that is gone is given up with its pool."""
    dialect = connection.dialect
    gone = dialect.is_disconnect(error, connection.connection.dbapi_connection, None)
    told = DBAPIError.instance(
        statement, parameters, error, dialect.loaded_dbapi.Error, connection_invalidated=gone, dialect=dialect
    )
    if gone:
        connection.invalidate(error)
    return told
