"""How many of the records that a person was asked to accept they accepted in time."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from sqlalchemy import and_, case, func, select

from definitions import Source
from records import tables

from .history import Reader
from .measure import OVER, PRIOR, Asked, Measure, Measured, Path, measure
from .options import Window, read_window
from .rates import Cases


@measure("accept_rate")
class AcceptRate(Measure):
    """Accepted out of accepted, refused and run out; what may still be answered is not counted."""

    options = {"over": OVER, "prior": PRIOR}

    @classmethod
    def check(cls, source: Source, path: Path, written: Mapping[str, Any]) -> Window:
        return read_window(source, path, written)

    def read(self, reader: Reader, options: Window) -> Cases:
        c, now = tables.assignment.c, reader.work.now
        asked = and_(c.form == reader.form, c.at >= reader.since(options.over), c.accept_by.is_not(None))
        answered = and_(c.accepted_at.is_not(None), c.accepted_at <= now)
        over = answered | (c.refused_at <= now) | (c.accept_by <= now)
        good = case((answered, 1), else_=0)
        counted = select(c.owner, good, func.count()).where(asked, over, c.owner.is_not(None)).group_by(c.owner, good)
        cases = Cases()
        for owner, accepted, n in reader.rows(counted):
            cases.add(owner, n, good=bool(accepted))
        return cases

    def of(self, person: Asked, key: Hashable, read: Cases | None, options: Window) -> Measured:
        cases = read or Cases()
        rate = cases.rate(person.id, prior=options.prior, average=cases.average())
        return Measured(rate, cases.all.get(person.id, 0))

    def shown(self, value: float, language: str) -> str:
        return f"{value:.0%}"
