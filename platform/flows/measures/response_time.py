"""How fast a person speaks with whom they are given: working time from the assignment to the first contact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from statistics import fmean, median
from typing import Any

from sqlalchemy import and_, func, select

from definitions import Duration, Source
from records import tables

from ..day.rank import time_words
from .history import Reader
from .measure import OVER, PRIOR, Asked, Measure, Measured, Path, measure
from .options import Window, read_window
from .rates import smoothed

TAKEN: Mapping[str, Callable[[Iterable[float]], float]] = {"median": median, "average": fmean}
MOST_WAITING = 30  # of one person; the oldest ones tell enough


@dataclass(frozen=True)
class Typical(Window):
    """A window, and which typical value is meant."""

    take: str = "median"


@measure("response_time")
class ResponseTime(Measure):
    """Minutes on the person's own calendar; whoever still waits counts with the time waited so far."""

    options = {
        "over": OVER,
        "prior": PRIOR,
        "take": {"enum": list(TAKEN), "description": "median (the default) or average"},
    }
    less_is_better = True

    @classmethod
    def check(cls, source: Source, path: Path, written: Mapping[str, Any]) -> Typical:
        window = read_window(source, path, written)
        return Typical(window.over, window.prior, written.get("take", "median"))

    def read(self, reader: Reader, options: Typical) -> dict[int, list[float]]:
        found: dict[int, list[float]] = defaultdict(list)
        for owner, seconds in reader.rows(_answered(reader, options.over)):
            found[owner].append(seconds / 60)
        for owner, at in reader.rows(_waiting(reader, options.over)):
            found[owner].append(reader.crew.calendar(owner).between(at, reader.work.now) / 60)
        return found

    def of(self, person: Asked, key: Hashable, read: Any, options: Typical) -> Measured:
        values, take = read or {}, TAKEN[options.take]
        everybody = [minutes for own in values.values() for minutes in own]
        house = take(everybody) if everybody else None
        return smoothed(values, person.id, prior=options.prior, house=house, take=take)

    def shown(self, value: float, language: str) -> str:
        return time_words(round(value))[language]


def _answered(reader: Reader, over: Duration) -> Any:
    c = tables.assignment.c
    given = and_(c.form == reader.form, c.at >= reader.since(over), c.at <= reader.work.now, c.owner.is_not(None))
    answered = and_(c.response_working_seconds.is_not(None), c.contacted_at <= reader.work.now)
    return select(c.owner, c.response_working_seconds).where(given, answered)


def _waiting(reader: Reader, over: Duration) -> Any:
    """Given, still in these hands, and nobody spoke with them; what is given at this moment has not waited yet."""
    c, record = tables.assignment.c, reader.table.c
    place = func.row_number().over(partition_by=c.owner, order_by=(c.at, c.id)).label("place")
    waits = and_(c.form == reader.form, c.at >= reader.since(over), c.at < reader.work.now, c.owner.is_not(None))
    still = and_(c.ended_at.is_(None), c.contacted_at.is_(None), record.first_contact_at.is_(None))
    rows = select(c.owner, c.at, place).join(reader.table, record.id == c.record)
    rows = rows.where(waits, still, record.outcome == "open", record.trashed_at.is_(None)).subquery()
    return select(rows.c.owner, rows.c.at).where(rows.c.place <= MOST_WAITING)
