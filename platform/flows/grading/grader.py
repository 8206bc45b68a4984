"""A scorecard made ready to run: its conditions as functions; pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from math import isfinite
from typing import TYPE_CHECKING, Any, NamedTuple

from rules import Env, compile_conditions, compile_python

from ..noticed import NOTHING, Moments, facts, moments_of_kind
from .grade import UNIT, Grade, Reasons, Sums, hundredths, reasons_of, summed

if TYPE_CHECKING:
    from .definition import Scorecard, ScoreRow

Values = Mapping[str, Any]
MOST_POINTS = 1_000_000
MOST_KEPT = 4096


class Result(NamedTuple):
    """What a record is graded, without the reasons."""

    score: float
    fit: float | None
    behaviour: float | None
    band: str
    urgent: tuple[str, ...]


class Added(NamedTuple):
    """What the rows that a record meets come to."""

    sums: Sums
    points: tuple[float, float | None, float | None]
    reasons: Reasons


class Grader:
    """Holds a scorecard against the values of a record."""

    def __init__(self, scorecard: Scorecard) -> None:
        self.scorecard = scorecard
        rows = tuple(scorecard.rows())
        flags = scorecard.urgent
        self._hold = compile_conditions([*(row.when for row in rows), *(flag.when for flag in flags)])
        self._rows, self._flags = len(rows), tuple(flag.id for flag in flags)
        self._fixed = tuple(0 if row.is_computed else hundredths(row.points) for row in rows)
        self._computed = tuple((place, _worth(row)) for place, row in enumerate(rows) if row.is_computed)
        self._counting = tuple(n for n, row in enumerate(rows) if row.behaviour is not None)
        self._sums = tuple((row.key, sum_name(row)) for row in scorecard.behaviours)
        self.reads = tuple(sorted(scorecard.reads))
        self._added: dict[tuple[int, ...], Added] = {}

    def grade(self, values: Values, env: Env) -> Grade:
        """Score, band, reasons and urgent flags."""
        met, worths, urgent = self._met(values, env)
        added = self._add(met, worths)
        band, place = decided(self.scorecard, added.sums, values, env)
        return Grade(
            self.scorecard.id,
            *added.points,
            band=band,
            reasons=added.reasons,
            urgent=urgent,
            seen={name: values.get(name) for name in self.reads},
            sums={key: values.get(name) or 0.0 for key, name in self._sums},
            table_row=place,
        )

    def result(self, values: Values, env: Env) -> Result:
        """The same without the reasons: to see whether anything changed."""
        met, worths, urgent = self._met(values, env)
        added = self._add(met, worths)
        return Result(*added.points, decided(self.scorecard, added.sums, values, env)[0], urgent)

    def trail(self, moments: Moments, now: datetime) -> dict[str, Any]:
        """What the card reads of the trail at a moment: facts, and for each row what still counts."""
        return self._trail(moments, now) if moments else self._untouched

    @cached_property
    def _untouched(self) -> dict[str, Any]:
        """What it reads where nothing was ever noticed, whatever the time is."""
        return self._trail(NOTHING, datetime.min.replace(tzinfo=UTC))

    def _trail(self, moments: Moments, now: datetime) -> dict[str, Any]:
        known = facts(self.reads, moments, now)
        known.update((sum_name(row), counted(row, moments, now)) for row in self.scorecard.behaviours)
        return known

    def _met(self, values: Values, env: Env) -> tuple[list[bool], list[int], tuple[str, ...]]:
        """Which rows hold, what each is worth, and what makes it urgent."""
        worths = [*self._fixed]
        for place, worth in self._computed:
            worths[place] = worth(values, env)
        holds = self._hold(values, env)
        met = [*holds[: self._rows]]
        for place in self._counting:
            met[place] = met[place] and worths[place] != 0
        flags = zip(self._flags, holds[self._rows :], strict=True)
        return met, worths, tuple([flag for flag, raised in flags if raised])

    def _add(self, met: Sequence[bool], worths: Sequence[int]) -> Added:
        """Records that meet the same rows, worth the same, have the same sums and reasons: added up once."""
        key = (*met, *[worths[place] for place, _ in self._computed])
        found = self._added.get(key)
        if found is None:
            if len(self._added) >= MOST_KEPT:
                self._added.clear()
            sums, counted = summed(self.scorecard, worths, met)
            found = Added(sums, sums.points, reasons_of(self.scorecard, worths, counted, met))
            self._added[key] = found
        return found


def grade(scorecard: Scorecard, values: Values, env: Env) -> Grade:
    """What a record with these values is worth, and why."""
    return scorecard.grader.grade(values, env)


def decided(scorecard: Scorecard, sums: Sums, values: Values, env: Env) -> tuple[str, int | None]:
    """The grade that these sums make, and the row of the table that says so, if there is one."""
    if scorecard.table is None:
        return scorecard.band_of(sums.score / UNIT).id, None
    place = scorecard.table.place_of({**values, **sums.named}, env)
    return scorecard.table.rows[place].grade, place


def sum_name(row: ScoreRow) -> str:
    """Under which name the values of a record hold what of a behaviour still counts."""
    return f"counted({row.key})"


def counted(row: ScoreRow, moments: Moments, now: datetime) -> float:
    """How often it was done up to now, what has faded taken off."""
    found = moments_of_kind(moments, row.behaviour, now)
    if row.fade is None:
        return float(len(found))
    return sum((row.fade.left((now - at).total_seconds()) for at in found), 0.0)


def worth_of(row: ScoreRow, count: float) -> int:
    """What a row that counts is worth in hundredths, by how often it was done and what of that has not faded."""
    return _whole(compile_python(row.worth_rule)({"counted": count}, None)) if count else 0


def _worth(row: ScoreRow) -> Callable[[Values, Env], int]:
    rule = compile_python(row.worth_rule)
    if row.behaviour is None:
        return lambda values, env: _whole(rule(values, env))
    name = sum_name(row)

    def worth(values: Values, env: Env) -> int:
        sum_of_it = values.get(name)
        return _whole(rule({"counted": sum_of_it}, env)) if sum_of_it else 0

    return worth


def _whole(found: float | None) -> int:
    if found is None or not isfinite(found):
        return 0
    return int(max(-MOST_POINTS * UNIT, min(MOST_POINTS * UNIT, found)))
