"""What came of a review: the measure when it opened, at every reading since, before and after something was done."""

from __future__ import annotations

from dataclasses import dataclass

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
    if row.alert is None:
        return Effect((), None, None)
    readings = reviews.readings_of(work.connection, row.alert, row.part, since=row.opened_at)
    acted = row.acted_at
    earlier = [each for each in readings if acted is None or each.at <= acted]
    later = [each for each in readings if acted is not None and each.at > acted]
    return Effect(readings, earlier[-1] if earlier else None, later[-1] if later else None)
