"""Values that must not be taken twice: who asks for one waits for whoever asked before and has not finished."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, text

# PostgreSQL keeps every lock of every transaction in one table of a few thousand places.
MOST_HELD = 100


def hold(connection: Connection, what: str, values: Collection[str]) -> None:
    """Let one transaction at a time look whether these values are there, and write them; SQLite has one writer."""
    if connection.dialect.name != "postgresql" or not values:
        return
    if len(values) > MOST_HELD:
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:what, 0))"), {"what": what})
        return
    connection.execute(text("SELECT pg_advisory_xact_lock_shared(hashtextextended(:what, 0))"), {"what": what})
    each = text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))")
    for value in sorted(set(values)):  # in one order, so that no two wait for each other
        connection.execute(each, {"key": f"{what} {value}"})
