"""Statements put into words once in a test process, instead of once for each test's database.

A server keeps the words of its statements from one request to the next. A test has a database of its own, and so would
never find one that another test has asked before; that took a sixth of the run. What a statement says depends on the
statement and on the kind of database alone.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import URL, Engine
from sqlalchemy.util import LRUCache

from records.engine import database

MANY = 2000


class Words(LRUCache):
    """What SQLAlchemy keeps for one engine, kept for all engines of the same kind."""

    def get(self, key: tuple[Any, ...], default: Any = None) -> Any:
        return super().get(_of_its_kind(key), default)

    def __setitem__(self, key: tuple[Any, ...], compiled: Any) -> None:
        super().__setitem__(_of_its_kind(key), compiled)


def share() -> None:
    """Let every database that is opened from here on keep its words with the others."""
    made, words = database._engine, Words(MANY)

    def engine(url: URL, pool_size: int) -> Engine:
        engine = made(url, pool_size)
        engine.update_execution_options(compiled_cache=words)
        return engine

    database._engine = engine


def _of_its_kind(key: tuple[Any, ...]) -> tuple[Any, ...]:
    dialect, *statement = key
    return (dialect.name, *statement)
