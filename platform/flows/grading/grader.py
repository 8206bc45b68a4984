"""A scorecard made ready to run: its conditions as functions; pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isfinite
from typing import TYPE_CHECKING, Any

from rules import Env, Expression, compile_python

from .grade import UNIT, Grade, graded, hundredths, summed

if TYPE_CHECKING:
    from .definition import Scorecard, ScoreRow

Values = Mapping[str, Any]
MOST_POINTS = 1_000_000


class Grader:
    """Holds a scorecard against the values of a record."""

    def __init__(self, scorecard: Scorecard) -> None:
        self.scorecard = scorecard
        self._rows = tuple((_condition(row.when), _worth(row)) for row in scorecard.rows())
        self._urgent = tuple((flag.id, compile_python(flag.when)) for flag in scorecard.urgent)
        self.reads = tuple(sorted(scorecard.reads))

    def grade(self, values: Values, env: Env) -> Grade:
        """Score, band, reasons and urgent flags."""
        met = [condition(values, env) is True for condition, _ in self._rows]
        worths = [worth(values, env) for _, worth in self._rows]
        urgent = self._flags(values, env)
        return graded(self.scorecard, worths, met, urgent, {name: values.get(name) for name in self.reads})

    def result(self, values: Values, env: Env) -> tuple[float, str, bool]:
        """Score, band and whether it is urgent, without the reasons: to see whether anything changed."""
        met = [condition(values, env) is True for condition, _ in self._rows]
        worths = [worth(values, env) if is_met else 0 for (_, worth), is_met in zip(self._rows, met, strict=True)]
        score = summed(self.scorecard, worths, met)[0] / UNIT
        return score, self.scorecard.band_of(score).id, bool(self._flags(values, env))

    def _flags(self, values: Values, env: Env) -> tuple[str, ...]:
        return tuple(flag for flag, holds in self._urgent if holds(values, env) is True)


def grade(scorecard: Scorecard, values: Values, env: Env) -> Grade:
    """What a record with these values is worth, and why."""
    return scorecard.grader.grade(values, env)


def _condition(expression: Expression | None) -> Callable[[Values, Env], Any]:
    return compile_python(expression) if expression is not None else _always


def _always(values: Values, env: Env) -> bool:
    return True


def _worth(row: ScoreRow) -> Callable[[Values, Env], int]:
    if not isinstance(row.points, Expression):
        fixed = hundredths(row.points)
        return lambda values, env: fixed
    formula = compile_python(rounded(row.points))

    def worth(values: Values, env: Env) -> int:
        found = formula(values, env)
        if found is None or not isfinite(found):
            return 0
        return int(max(-MOST_POINTS * UNIT, min(MOST_POINTS * UNIT, found)))

    return worth


def rounded(points: Expression) -> str:
    """The formula as whole hundredths, as a rule: both faces then round alike."""
    return f"round(({points.text}) * {UNIT})"
