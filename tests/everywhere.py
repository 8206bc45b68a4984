"""Everything that a database holds, looked through for a text."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import create_engine, inspect, make_url, text

from records import Database


def places_of(database: Database, wanted: str) -> list[str]:
    """The files (of SQLite) or the columns (of PostgreSQL) that hold the text in any spelling."""
    return _in_files(database, wanted) if database.dialect == "sqlite" else _in_tables(database, wanted)


def _in_files(database: Database, wanted: str) -> list[str]:
    database.dispose()
    engine = create_engine(database.url)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    path = Path(make_url(str(database.url)).database)
    there = [path, *(path.with_name(path.name + ending) for ending in ("-wal", "-shm"))]
    spelt = {wanted.encode(), wanted.encode("unicode_escape"), wanted.encode("utf-16-le")}
    return [each.name for each in there if each.exists() and any(one in each.read_bytes() for one in spelt)]


def _in_tables(database: Database, wanted: str) -> list[str]:
    found = []
    with database.reading() as connection:
        for table in inspect(connection).get_table_names():
            for column in inspect(connection).get_columns(table):
                held = f'SELECT count(*) FROM "{table}" WHERE CAST("{column["name"]}" AS text) LIKE :wanted'
                if connection.execute(text(held), {"wanted": f"%{wanted}%"}).scalar_one():
                    found.append(f"{table}.{column['name']}")
    return found
