"""A scorecard made ready to run: its conditions as functions; pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from math import isfinite
from typing import TYPE_CHECKING, Any, NamedTuple

from rules import Env, Expression, compile_python

from ..noticed import Moments, facts, moments_of_kind
from .grade import UNIT, Grade, Sums, hundredths, reasons_of, summed

if TYPE_CHECKING:
    from .definition import Scorecard, ScoreRow

Values = Mapping[str, Any]
MOST_POINTS = 1_000_000


class Result(NamedTuple):
    """What a record is graded, without the reasons."""

    score: float
    fit: float | None
    behaviour: float | None
    band: str
    urgent: tuple[str, ...]


class Grader:
    """Holds a scorecard against the values of a record."""

    def __init__(self, scorecard: Scorecard) -> None:
        self.scorecard = scorecard
        self._rows = tuple((_condition(row.when), _worth(row)) for row in scorecard.rows())
        self._urgent = tuple((flag.id, compile_python(flag.when)) for flag in scorecard.urgent)
        self._counting = tuple(n for n, row in enumerate(scorecard.rows()) if row.behaviour is not None)
        self.reads = tuple(sorted(scorecard.reads))

    def grade(self, values: Values, env: Env) -> Grade:
        """Score, band, reasons and urgent flags."""
        met, worths = self._met(values, env)
        sums, counted = summed(self.scorecard, worths, met)
        band, place = decided(self.scorecard, sums, values, env)
        return Grade(
            self.scorecard.id,
            *sums.points,
            band=band,
            reasons=reasons_of(self.scorecard, worths, counted, met),
            urgent=self._flags(values, env),
            seen={name: values.get(name) for name in self.reads},
            sums={row.key: values.get(sum_name(row)) or 0.0 for row in self.scorecard.behaviours},
            table_row=place,
        )

    def result(self, values: Values, env: Env) -> Result:
        """The same without the reasons: to see whether anything changed."""
        met, worths = self._met(values, env)
        sums = summed(self.scorecard, worths, met)[0]
        return Result(*sums.points, decided(self.scorecard, sums, values, env)[0], self._flags(values, env))

    def trail(self, moments: Moments, now: datetime) -> dict[str, Any]:
        """What the card reads of the trail at a moment: facts, and for each row what still counts."""
        known = facts(self.reads, moments, now)
        known.update((sum_name(row), counted(row, moments, now)) for row in self.scorecard.behaviours)
        return known

    def _met(self, values: Values, env: Env) -> tuple[list[bool], list[int]]:
        worths = [worth(values, env) for _, worth in self._rows]
        met = [condition(values, env) is True for condition, _ in self._rows]
        for place in self._counting:
            met[place] = met[place] and worths[place] != 0
        return met, worths

    def _flags(self, values: Values, env: Env) -> tuple[str, ...]:
        return tuple(flag for flag, holds in self._urgent if holds(values, env) is True)


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


def one_more(row: ScoreRow, before: float) -> int:
    """What the row would be worth if it were done once more, in hundredths."""
    return _whole(compile_python(row.worth_rule)({"counted": before + 1}, None))


def _condition(expression: Expression | None) -> Callable[[Values, Env], Any]:
    return compile_python(expression) if expression is not None else _always


def _always(values: Values, env: Env) -> bool:
    return True


def _worth(row: ScoreRow) -> Callable[[Values, Env], int]:
    if not row.is_computed:
        fixed = hundredths(row.points)
        return lambda values, env: fixed
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
