"""What came of a review: the measure when it opened, at every reading since, before and after something was done."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts import Work
from records import Reading, ReviewRow, reviews


@dataclass(frozen=True)
class Effect:
    """The readings from the one that opened it on; the last before the action, and the newest after it."""

    readings: tuple[Reading, ...]
    before: Reading | None
    after: Reading | None

    @property
    def change(self) -> float | None:
        """By how much the measure moved; unknown until there is a reading after the action."""
        if self.before is None or self.after is None or self.before.value is None or self.after.value is None:
            return None
        return self.after.value - self.before.value


def effect_of(work: Work, row: ReviewRow) -> Effect:
    """The measured effect: readings go on after a review is closed."""
    return effects_of(work, (row,))[row.id]


def effects_of(work: Work, rows: Collection[ReviewRow]) -> dict[int, Effect]:
    """The same of many reviews, asked for at once."""
    since: dict[tuple[str, str], datetime] = {}
    for row in rows:
        if row.alert is not None:
            since[row.alert, row.part] = min(row.opened_at, since.get((row.alert, row.part), row.opened_at))
    found = reviews.readings_of_many(work.connection, since)
    return {row.id: _effect(row, found.get((row.alert or "", row.part), ())) for row in rows}


def _effect(row: ReviewRow, known: Sequence[Reading]) -> Effect:
    readings, acted = tuple(each for each in known if each.at >= row.opened_at), row.acted_at
    if row.alert is None:
        return Effect((), None, None)
    earlier = [each for each in readings if acted is None or each.at <= acted]
    later = [each for each in readings if acted is not None and each.at > acted]
    return Effect(readings, earlier[-1] if earlier else None, later[-1] if later else None)
