"""What would lift a record: the rows it could still meet, and the way to the next better band; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rules import Env

from .grade import Grade, hundredths, reasons_of, summed
from .grader import decided, worth_of

if TYPE_CHECKING:
    from .definition import Band, Scorecard


@dataclass(frozen=True, slots=True)
class Lift:
    """A row that would raise the score, what it would add, and where that alone would bring the record."""

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


def lifts(scorecard: Scorecard, grade: Grade, env: Env) -> tuple[Lift, ...]:
    """Every row that alone would raise the score, the greatest gain first; a behaviour can always come once more."""
    found = [_lift(scorecard, grade, place, env) for place in range(len(grade.reasons))]
    return tuple(sorted((lift for lift in found if lift is not None and lift.gain > 0), key=lambda lift: -lift.gain))


def next_band(scorecard: Scorecard, grade: Grade, env: Env) -> NextBand | None:
    """The way to the band above; None at the top, and where a table gives the grades."""
    return next(ways_up(scorecard, grade, env), None)


def ways_up(scorecard: Scorecard, grade: Grade, env: Env) -> Iterator[NextBand]:
    """The way to each better band, the nearest first: how far it is, and which rows would reach it."""
    if scorecard.table is not None:
        return
    band = scorecard.band_above(scorecard.band(grade.band))
    while band is not None:
        yield _way_to(scorecard, grade, band, env)
        band = scorecard.band_above(band)


def _way_to(scorecard: Scorecard, grade: Grade, band: Band, env: Env) -> NextBand:
    chosen: list[Lift] = []
    current = grade
    while current.score < band.lowest:
        taken = {(lift.group, lift.row) for lift in chosen}
        left = (lift for lift in lifts(scorecard, current, env) if (lift.group, lift.row) not in taken)
        best = next(left, None)
        if best is None:
            break
        chosen.append(best)
        current = _after(scorecard, current, _place(current, best), env)
    lacking = round(band.lowest - grade.score, 2)
    return NextBand(band.id, lacking, tuple(chosen), reached=current.score >= band.lowest)


def _lift(scorecard: Scorecard, grade: Grade, place: int, env: Env) -> Lift | None:
    reason = grade.reasons[place]
    if reason.met and not _counts(scorecard, place):
        return None
    after = _after(scorecard, grade, place, env)
    return Lift(reason.group, reason.row, round(after.score - grade.score, 2), after.score, after.band)


def _after(scorecard: Scorecard, grade: Grade, place: int, env: Env) -> Grade:
    """The grade if this row were met, or done once more: steps of the same scale give way to it."""
    row, sums = tuple(scorecard.rows())[place], dict(grade.sums)
    worths = [hundredths(reason.worth) for reason in grade.reasons]
    if row.behaviour is not None and (grade.reasons[place].met or not worths[place]):
        worths[place] = worth_of(row, sums.get(row.key, 0.0) + 1)
        sums[row.key] = sums.get(row.key, 0.0) + 1
    met = _met_with(scorecard, grade, place)
    found, counted = summed(scorecard, worths, met)
    band, table_row = decided(scorecard, found, grade.seen, env)
    reasons = reasons_of(scorecard, worths, counted, met)
    return Grade(grade.scorecard, *found.points, band, reasons, grade.urgent, grade.seen, sums, table_row)


def _met_with(scorecard: Scorecard, grade: Grade, place: int) -> Sequence[bool]:
    others = scorecard.exclusive[place]
    return [n == place or (reason.met and n not in others) for n, reason in enumerate(grade.reasons)]


def _counts(scorecard: Scorecard, place: int) -> bool:
    return tuple(scorecard.rows())[place].behaviour is not None


def _place(grade: Grade, lift: Lift) -> int:
    return next(n for n, one in enumerate(grade.reasons) if (one.group, one.row) == (lift.group, lift.row))
