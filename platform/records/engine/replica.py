"""A copy of the database that follows it and only answers: for questions that take long."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from time import monotonic

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from .database import Database

log = structlog.get_logger("leadwright.records")
# Whoever does not answer is not asked again for so many seconds.
REST = 30.0


class Replica:
    """Reads from the copy; while that is away the database itself answers, and the log says so."""

    def __init__(self, url: str, database: Database) -> None:
        """Remember both; nothing is opened yet."""
        self._copy, self._database = Database(url), database
        self._away_until = 0.0

    @property
    def dialect(self) -> str:
        """'sqlite' or 'postgresql'."""
        return self._copy.dialect

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read from one snapshot, perhaps some moments old."""
        with ExitStack() as open_ones:
            yield self._connect(open_ones)

    def dispose(self) -> None:
        """Close every connection to the copy."""
        self._copy.dispose()

    def _connect(self, open_ones: ExitStack) -> Connection:
        if monotonic() >= self._away_until:
            try:
                return open_ones.enter_context(self._copy.reading())
            except DBAPIError as error:
                self._away_until = monotonic() + REST
                log.warning("the replica does not answer; reports read from the database", error=str(error.orig))
        return open_ones.enter_context(self._database.reading())
