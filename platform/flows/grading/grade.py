"""A grade with its reasons: what counted and what did not; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from .definition import Scorecard, ScoreGroup
    from .parts import Part

# Points are added as whole hundredths, so that Python, SQLite and PostgreSQL reach the same sum.
UNIT = 100


class PointReason(NamedTuple):
    """One row of the scorecard, held against a record."""

    group: str
    row: str
    worth: float  # what the row gives, or would give
    counted: float  # what it gave after its group's cap
    met: bool
    is_computed: bool = False


class Sums(NamedTuple):
    """The score, and of a card that tells them apart fit and behaviour; in hundredths."""

    score: int
    fit: int | None = None
    behaviour: int | None = None

    @property
    def points(self) -> tuple[float, float | None, float | None]:
        """The same in points."""
        return self.score / UNIT, _points(self.fit), _points(self.behaviour)

    @property
    def named(self) -> dict[str, float | None]:
        """The same by the names that a table of grades has for them."""
        return dict(zip(("score", "fit_score", "behaviour_score"), self.points, strict=True))


@dataclass(frozen=True, slots=True)
class Grade:
    """Score, band and reasons, rows in the order of the scorecard; `seen` holds the values the rules read.

    `sums` says for each row that counts a behaviour how much of it still counts; `table_row` which row of the table
    of grades decided.
    """

    scorecard: str
    score: float
    fit: float | None
    behaviour: float | None
    band: str
    reasons: tuple[PointReason, ...]
    urgent: tuple[str, ...] = ()
    seen: Mapping[str, Any] = field(default_factory=dict)
    sums: Mapping[str, float] = field(default_factory=dict)
    table_row: int | None = None

    @property
    def is_urgent(self) -> bool:
        return bool(self.urgent)


def summed(scorecard: Scorecard, worths: Sequence[int], met: Sequence[bool]) -> tuple[Sums, list[int]]:
    """The sums and what each row counted, all in hundredths; a group gives no more than its cap."""
    given, counted, place = [], [], 0
    for group in scorecard.groups:
        cap, total, plain = cap_of(group), 0, 0
        for _ in group.rows:
            plain += worths[place] if met[place] else 0
            now = plain if cap is None else min(plain, cap)
            counted.append(now - total)
            total = now
            place += 1
        given.append(total)
    return together(scorecard, given), counted


def clamped(scorecard: Scorecard, total: int) -> int:
    """The sum, cut to the range of the scorecard."""
    return max(hundredths(scorecard.range.min), min(hundredths(scorecard.range.max), total))


def reasons_of(
    scorecard: Scorecard, worths: Sequence[int], counted: Sequence[int], met: Sequence[bool]
) -> tuple[PointReason, ...]:
    """Each row with what it is worth and what it gave."""
    return tuple(
        PointReason(row.group, row.id, worth / UNIT, count / UNIT, is_met, row.is_computed)
        for row, worth, count, is_met in zip(scorecard.rows(), worths, counted, met, strict=True)
    )


def together(scorecard: Scorecard, given: Sequence[int]) -> Sums:
    """The sums that what the groups give comes to."""
    if scorecard.parts is None:
        return Sums(clamped(scorecard, sum(given)))
    sums = {part.id: _within(part, _of_part(scorecard, given, part.id)) for part in scorecard.parts.both}
    found = scorecard.parts.together({name: total / UNIT for name, total in sums.items()}, None)
    return Sums(clamped(scorecard, int(found or 0)), *sums.values())


def _of_part(scorecard: Scorecard, given: Sequence[int], part: str) -> int:
    return sum(total for group, total in zip(scorecard.groups, given, strict=True) if group.part == part)


def _within(part: Part, total: int) -> int:
    low = total if part.min is None else max(total, hundredths(part.min))
    return low if part.max is None else min(low, hundredths(part.max))


def _points(total: int | None) -> float | None:
    return None if total is None else total / UNIT


def hundredths(value: float) -> int:
    """A number of points as whole hundredths."""
    return round(value * UNIT)


def cap_of(group: ScoreGroup) -> int | None:
    """A group's cap in hundredths, None where it has none."""
    return None if group.cap is None else hundredths(group.cap)
