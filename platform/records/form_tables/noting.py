"""Triggers that note which records get another value in one column, while it is converted beforehand.

Many doors write records: forms, imports, errands, older processes beside newer ones. The database sees them all.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from .ddl import quoted

NOTED = "type_change_again"


def note_changes(connection: Connection, table: str, column: str, change: int) -> None:
    """From here on, whoever adds a record or changes its value there leaves a note."""
    made = _in_postgresql if connection.dialect.name == "postgresql" else _in_sqlite
    for statement in made(quoted(connection, table), quoted(connection, column), change):
        connection.exec_driver_sql(statement)


def note_no_more(connection: Connection, table: str, change: int) -> None:
    """Nobody does any more."""
    on = f" ON {quoted(connection, table)}" if connection.dialect.name == "postgresql" else ""
    for name in _names(change):
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}{on}")
    if on:
        connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS note_{change}()")


def _names(change: int) -> tuple[str, str]:
    return f"note_{change}_new", f"note_{change}_changed"


def _in_sqlite(table: str, column: str, change: int) -> Iterator[str]:
    """SQLite lets the statement that fires decide what becomes of a conflict, so that none may come up."""
    new, changed = _names(change)
    there = f"SELECT 1 FROM {NOTED} WHERE change = {change} AND subject = NEW.id"
    note = f"INSERT INTO {NOTED} (change, subject) SELECT {change}, NEW.id WHERE NOT EXISTS ({there})"
    yield f"CREATE TRIGGER {new} AFTER INSERT ON {table} BEGIN {note}; END"
    differs = f"OLD.{column} IS NOT NEW.{column}"
    yield f"CREATE TRIGGER {changed} AFTER UPDATE OF {column} ON {table} WHEN {differs} BEGIN {note}; END"


def _in_postgresql(table: str, column: str, change: int) -> Iterator[str]:
    new, changed = _names(change)
    note = f"INSERT INTO {NOTED} (change, subject) VALUES ({change}, NEW.id) ON CONFLICT DO NOTHING"
    body = f"BEGIN {note}; RETURN NULL; END"
    yield f"CREATE OR REPLACE FUNCTION note_{change}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"
    does = f"EXECUTE FUNCTION note_{change}()"
    yield f"CREATE TRIGGER {new} AFTER INSERT ON {table} FOR EACH ROW {does}"
    differs = f"OLD.{column} IS DISTINCT FROM NEW.{column}"
    yield f"CREATE TRIGGER {changed} AFTER UPDATE OF {column} ON {table} FOR EACH ROW WHEN ({differs}) {does}"
