"""Why something stands where it stands in a person's day."""

from __future__ import annotations

from dataclasses import dataclass

from accounts import Work

from ..day.ahead import DayItem, day_of
from .rows import WhyRow


@dataclass(frozen=True)
class WhyRank:
    """The place in the list, the sentence that decided, and everything else that was found."""

    item: DayItem
    place: int
    of: int
    sentence: str
    rows: tuple[WhyRow, ...]


def rank(work: Work, form_id: str, record: int) -> WhyRank | None:
    """The first thing to do about a record today, explained; None when there is nothing."""
    items = day_of(work).items
    for place, item in enumerate(items, start=1):
        if (item.form, item.record) == (form_id, record):
            return _explained(work, item, place, len(items))
    return None


def _explained(work: Work, item: DayItem, place: int, of: int) -> WhyRank:
    rows = tuple(
        WhyRow(reason.text(work.language), counted=number == 0, data=reason.as_json())
        for number, reason in enumerate(item.rank.reasons)
    )
    return WhyRank(item, place, of, item.why.text(work.language), rows)
