"""Triggers by which a value that is written again leaves nothing on the shelves of earlier types: the last word counts.

Without them what somebody cleared on purpose would come back with the type that had room for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection

from .columns import short_name
from .ddl import quoted


def let_go_no_more(connection: Connection, table: str, column: str) -> None:
    """Before columns are renamed: the triggers name them."""
    name = _name(table, column)
    on = f" ON {quoted(connection, table)}" if connection.dialect.name == "postgresql" else ""
    connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}{on}")
    if on:
        connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {name}()")


def let_go(connection: Connection, table: str, column: str, shelves: Iterable[str]) -> None:
    """From here on, whoever changes a record's value empties its shelves."""
    named = [quoted(connection, shelf) for shelf in sorted(shelves)]
    if named:
        made = _in_postgresql if connection.dialect.name == "postgresql" else _in_sqlite
        where = quoted(connection, table), quoted(connection, column)
        for statement in made(_name(table, column), *where, named):
            connection.exec_driver_sql(statement)


def _name(table: str, column: str) -> str:
    return short_name("let_go", table, column)


def _in_sqlite(name: str, table: str, column: str, shelves: list[str]) -> Iterator[str]:
    empty = ", ".join(f"{shelf} = NULL" for shelf in shelves)
    differs = f"OLD.{column} IS NOT NEW.{column}"
    does = f"UPDATE {table} SET {empty} WHERE id = NEW.id"
    yield f"CREATE TRIGGER {name} AFTER UPDATE OF {column} ON {table} WHEN {differs} BEGIN {does}; END"


def _in_postgresql(name: str, table: str, column: str, shelves: list[str]) -> Iterator[str]:
    empty = " ".join(f"NEW.{shelf} := NULL;" for shelf in shelves)
    yield f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN {empty} RETURN NEW; END$$"
    differs = f"OLD.{column} IS DISTINCT FROM NEW.{column}"
    does = f"FOR EACH ROW WHEN ({differs}) EXECUTE FUNCTION {name}()"
    yield f"CREATE TRIGGER {name} BEFORE UPDATE OF {column} ON {table} {does}"
