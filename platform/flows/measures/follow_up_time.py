"""How long a person leaves a record alone between two contacts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping
from statistics import fmean
from typing import Any

from sqlalchemy import func, select

from definitions import Source
from records import tables

from ..day.rank import time_words
from .history import Reader
from .measure import OVER, PRIOR, Asked, Measure, Measured, Path, measure
from .options import Window, read_window
from .rates import smoothed


@measure("follow_up_time")
class FollowUpTime(Measure):
    """The average time between two contacts the person wrote down with one record, nights and weekends included."""

    options = {"over": OVER, "prior": PRIOR}
    less_is_better = True

    @classmethod
    def check(cls, source: Source, path: Path, written: Mapping[str, Any]) -> Window:
        return read_window(source, path, written)

    def read(self, reader: Reader, options: Window) -> dict[int, list[float]]:
        c = tables.event.c
        theirs = (c.kind == "contact_logged", c.at >= reader.since(options.over), c.at <= reader.work.now)
        spans = select(c.actor, func.count(), func.min(c.at), func.max(c.at)).where(*theirs)
        spans = spans.where(c.form == reader.form, c.actor.is_not(None)).group_by(c.actor, c.record)
        found: dict[int, list[float]] = defaultdict(list)
        for actor, n, first, last in reader.rows(spans.having(func.count() > 1)):
            found[actor] += [(last - first).total_seconds() / 60 / (n - 1)] * (n - 1)
        return found

    def of(self, person: Asked, key: Hashable, read: Any, options: Window) -> Measured:
        values = read or {}
        everybody = [minutes for own in values.values() for minutes in own]
        house = fmean(everybody) if everybody else None
        return smoothed(values, person.id, prior=options.prior, house=house, take=fmean)

    def shown(self, value: float, language: str) -> str:
        return time_words(round(value))[language]
