"""How many of the records that a person closed were won."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from sqlalchemy import func, select

from definitions import Source

from .history import Reader
from .measure import OVER, PRIOR, Asked, Measure, Measured, Path, measure
from .options import Window, read_window
from .rates import Cases

WON, LOST = "won", "lost"


@measure("win_rate")
class WinRate(Measure):
    """Won out of won and lost, of the records a person owned when they were closed in the window."""

    options = {"over": OVER, "prior": PRIOR}

    @classmethod
    def check(cls, source: Source, path: Path, written: Mapping[str, Any]) -> Window:
        return read_window(source, path, written)

    def read(self, reader: Reader, options: Window) -> Cases:
        return closed_cases(reader, options)

    def of(self, person: Asked, key: Hashable, read: Cases | None, options: Window) -> Measured:
        cases = read or Cases()
        rate = cases.rate(person.id, prior=options.prior, average=cases.average())
        return Measured(rate, cases.all.get(person.id, 0))

    def shown(self, value: float, language: str) -> str:
        return f"{value:.0%}"


def closed_cases(reader: Reader, options: Window, *segment: Any) -> Cases:
    """What everybody closed in the window; by (person, segment…) where the record's segment is asked for too."""
    c = reader.table.c
    closed = (
        c.closed_at >= reader.since(options.over),
        c.closed_at <= reader.work.now,
        c.outcome.in_((WON, LOST)),
        c.owner.is_not(None),
        c.trashed_at.is_(None),
    )
    counted = select(c.owner, c.outcome, func.count(), *segment).where(*closed).group_by(c.owner, c.outcome, *segment)
    cases = Cases()
    for owner, outcome, n, *values in reader.rows(counted):
        cases.add((owner, *values) if segment else owner, n, good=outcome == WON)
    return cases
