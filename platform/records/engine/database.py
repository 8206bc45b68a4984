"""One database behind one URL: SQLite in a file or PostgreSQL, with the same transactions on both."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from sqlalchemy import URL, Connection, Engine, make_url

from . import postgresql, sqlite


class Database:
    """Opens transactions; everything else takes the Connection they give."""

    def __init__(self, url: str, *, pool_size: int = 16) -> None:
        """Remember where the database is; nothing is opened yet."""
        self.url = _normal(url)
        self._engine = _engine(self.url, pool_size)
        self._reader = self._engine.execution_options(**_side(self.url).READING)
        self._glancer = self._engine.execution_options(**_side(self.url).GLANCING)
        self._open = threading.local()

    @property
    def dialect(self) -> str:
        """'sqlite' or 'postgresql'."""
        return self._engine.dialect.name

    def create(self) -> None:
        """Bring the fixed tables to the newest version; safe to call at every start, from several processes at once."""
        from .schema import upgrade

        upgrade(self)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Change things: all of it is kept when the block ends, none of it when the block raises."""
        with self._only_one(), _side(self.url).in_turn(self.url), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read from one snapshot; a write is refused."""
        with self._only_one(), self._reader.begin() as connection, _side(self.url).read_only(connection):
            yield connection

    @contextmanager
    def glance(self) -> Iterator[Connection]:
        """For one prepared statement that reads; a transaction around it would cost more than the statement."""
        with self._only_one(), self._glancer.connect() as connection:
            yield connection

    def dispose(self) -> None:
        """Close every connection; a forked process calls this first."""
        self._engine.dispose()

    @contextmanager
    def _only_one(self) -> Iterator[None]:
        """Refuse a second connection in one thread: with every pool slot taken it would wait for itself."""
        if getattr(self._open, "now", False):
            raise RuntimeError("this thread has a transaction open; pass its connection on instead of opening another")
        self._open.now = True
        try:
            yield
        finally:
            self._open.now = False


def _normal(url: str) -> URL:
    parsed = make_url(url)
    if parsed.drivername == "postgres":
        parsed = parsed.set(drivername="postgresql")
    if parsed.get_backend_name() not in {"sqlite", "postgresql"}:
        raise ValueError(f"{parsed.drivername}: the database URL must begin with sqlite:/// or postgresql://")
    if parsed.get_backend_name() == "sqlite" and parsed.database in {None, "", ":memory:"}:
        raise ValueError("an SQLite database lives in a file: sqlite:///path/to/leadwright.db")
    return parsed


def _engine(url: URL, pool_size: int) -> Engine:
    if url.get_backend_name() == "sqlite":
        Path(url.database or "").parent.mkdir(parents=True, exist_ok=True)
    return _side(url).engine(url, pool_size)


def _side(url: URL) -> ModuleType:
    return sqlite if url.get_backend_name() == "sqlite" else postgresql
