"""What measures are made of, as of one moment: read set-based when it is first asked for, and once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table

from accounts import Work
from definitions import Duration
from forms import table_of

from ..crew import Crew
from .measure import MEASURES


class History:
    """What was read for measures; here, what one is told from the start, by the measure's name."""

    def __init__(self, known: Mapping[str, Any] | None = None) -> None:
        self._told = dict(known or {})
        self._read: dict[int, tuple[Any, Any]] = {}
        self.kept: dict[Any, Any] = {}  # what was worked out from it, for those who ask alike

    def of(self, measure: str, options: Any) -> Any:
        """What was read for a measure with these options; read once, and kept by the options' identity."""
        found = self._read.get(id(options))
        if found is None:
            found = self._read[id(options)] = (options, self.read(measure, options))
        return found[1]

    def read(self, measure: str, options: Any) -> Any:
        """Read what nobody asked for before."""
        return self._told.get(measure)


@dataclass(frozen=True)
class Reader:
    """Where a measure reads: one form's records, as of now."""

    work: Work
    form: str
    crew: Crew

    @property
    def table(self) -> Table:
        """The form's records."""
        return table_of(self.work.catalog, self.form)

    def since(self, over: Duration) -> datetime:
        """The moment so far back on the house's calendar."""
        return self.crew.calendar(None).subtract(self.work.now, over)

    def rows(self, query: Any) -> Any:
        """The rows of a query."""
        return self.work.connection.execute(query).all()


class StoredHistory(History):
    """Reads from the tables."""

    def __init__(self, work: Work, form: str, crew: Crew) -> None:
        super().__init__()
        self._reader = Reader(work, form, crew)

    def read(self, measure: str, options: Any) -> Any:
        return MEASURES.get(measure)().read(self._reader, options)
