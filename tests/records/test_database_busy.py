"""Who waits for an SQLite file longer than anybody should is told so in words, and nothing was done."""

import sqlite3

import pytest

from definitions import Refused
from records import Database
from records.engine import sqlite, turns


def test_writer_who_waits_too_long_is_told_to_try_again(tmp_path, monkeypatch):
    monkeypatch.setattr(sqlite, "PRAGMAS", ("busy_timeout = 1",))
    monkeypatch.setattr(turns, "PATIENCE", 0.01)
    path = tmp_path / "busy.db"
    database = Database(f"sqlite:///{path}")
    with database.transaction() as connection:
        connection.exec_driver_sql("CREATE TABLE t (x)")
    with sqlite3.connect(path, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Refused, match="try again in a moment") as told, database.transaction():
            pass
        other.execute("COMMIT")
    assert told.value.status == 503
    with database.transaction() as connection:
        connection.exec_driver_sql("INSERT INTO t VALUES (1)")
    database.dispose()
