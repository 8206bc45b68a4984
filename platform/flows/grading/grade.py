"""A grade with its reasons: what counted, what did not, and what would lift it; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from .definition import Scorecard, ScoreGroup

# Points are added as whole hundredths, so that Python, SQLite and PostgreSQL reach the same sum.
UNIT = 100


class PointReason(NamedTuple):
    """One row of the scorecard, held against a record."""

    group: str
    row: str
    worth: float  # what the row gives, or would give
    counted: float  # what it gave after its group's cap
    met: bool
    by_formula: bool = False


@dataclass(frozen=True, slots=True)
class Grade:
    """Score, band and reasons, rows in the order of the scorecard; `seen` holds the values the rules read."""

    scorecard: str
    score: float
    band: str
    reasons: tuple[PointReason, ...]
    urgent: tuple[str, ...] = ()
    seen: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_urgent(self) -> bool:
        return bool(self.urgent)


@dataclass(frozen=True, slots=True)
class Lift:
    """A row that is not met yet, what it would add, and where that alone would bring the record."""

    group: str
    row: str
    gain: float
    score: float
    band: str


@dataclass(frozen=True, slots=True)
class NextBand:
    """The next better band, how far it is, and the fewest rows that would reach it, if any can."""

    band: str
    lacking: float
    rows: tuple[Lift, ...]
    reached: bool


def summed(scorecard: Scorecard, worths: Sequence[int], met: Sequence[bool]) -> tuple[int, list[int]]:
    """The score and what each row counted, all in hundredths; a group gives no more than its cap."""
    total, counted, place = 0, [], 0
    for group in scorecard.groups:
        cap, given, plain = cap_of(group), 0, 0
        for _ in group.rows:
            plain += worths[place] if met[place] else 0
            now = plain if cap is None else min(plain, cap)
            counted.append(now - given)
            given = now
            place += 1
        total += given
    return clamped(scorecard, total), counted


def clamped(scorecard: Scorecard, total: int) -> int:
    """The sum, cut to the range of the scorecard."""
    return max(hundredths(scorecard.range.min), min(hundredths(scorecard.range.max), total))


def graded(
    scorecard: Scorecard, worths: Sequence[int], met: Sequence[bool], urgent: Sequence[str], seen: Mapping[str, Any]
) -> Grade:
    """The grade that follows from which rows are met and what they are worth."""
    total, counted = summed(scorecard, worths, met)
    score = total / UNIT
    reasons = tuple(
        PointReason(row.group, row.id, worth / UNIT, count / UNIT, is_met, row.has_formula)
        for row, worth, count, is_met in zip(scorecard.rows(), worths, counted, met, strict=True)
    )
    return Grade(scorecard.id, score, scorecard.band_of(score).id, reasons, tuple(urgent), seen)


def lifts(scorecard: Scorecard, grade: Grade) -> tuple[Lift, ...]:
    """Every unmet row that alone would raise the score, the greatest gain first."""
    found = [_lift(scorecard, grade, place) for place, reason in enumerate(grade.reasons) if not reason.met]
    return tuple(sorted((lift for lift in found if lift.gain > 0), key=lambda lift: -lift.gain))


def next_band(scorecard: Scorecard, grade: Grade) -> NextBand | None:
    """The band above, and which rows would reach it; None at the top."""
    above = scorecard.band_above(scorecard.band(grade.band))
    if above is None:
        return None
    chosen: list[Lift] = []
    current = grade
    while current.score < above.lowest:
        best = next(iter(lifts(scorecard, current)), None)
        if best is None:
            break
        chosen.append(best)
        current = _with_row_met(scorecard, current, best)
    lacking = round(above.lowest - grade.score, 2)
    return NextBand(above.id, lacking, tuple(chosen), reached=current.score >= above.lowest)


def _lift(scorecard: Scorecard, grade: Grade, place: int) -> Lift:
    worths, met = _worths(grade), _met_with(scorecard, grade, place)
    score = summed(scorecard, worths, met)[0] / UNIT
    reason = grade.reasons[place]
    gain = round(score - grade.score, 2)
    return Lift(reason.group, reason.row, gain, score, scorecard.band_of(score).id)


def _with_row_met(scorecard: Scorecard, grade: Grade, lift: Lift) -> Grade:
    place = next(n for n, one in enumerate(grade.reasons) if (one.group, one.row) == (lift.group, lift.row))
    return graded(scorecard, _worths(grade), _met_with(scorecard, grade, place), grade.urgent, grade.seen)


def _met_with(scorecard: Scorecard, grade: Grade, place: int) -> list[bool]:
    """Which rows would be met if this one were: steps of the same scale give way to it."""
    others = scorecard.exclusive[place]
    return [n == place or (reason.met and n not in others) for n, reason in enumerate(grade.reasons)]


def _worths(grade: Grade) -> list[int]:
    return [round(reason.worth * UNIT) for reason in grade.reasons]


def hundredths(value: float) -> int:
    """A number of points as whole hundredths."""
    return round(value * UNIT)


def cap_of(group: ScoreGroup) -> int | None:
    """A group's cap in hundredths, None where it has none."""
    return None if group.cap is None else hundredths(group.cap)
