"""When a record has to be looked at again because time alone may change its grade; pure.

Between two such moments score, grade and urgency stay what they are, so that what is stored is right whenever it is
read, and nothing is touched in between.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rules import Env

from ..noticed import Moments, moments_of_kind
from .fading import whole_steps
from .grader import Result, counted
from .turning_points import Clockwork, turning_points

if TYPE_CHECKING:
    from .definition import Scorecard, ScoreRow
    from .grade import Grade

Values = Mapping[str, Any]
# After so many steps that change nothing, the last one is kept in mind: the next look goes on from there.
MOST_STEPS = 64


@dataclass(frozen=True)
class Outlook:
    """A scorecard's look ahead; made once for each card."""

    scorecard: Scorecard
    rules: tuple[Clockwork, ...]
    fading: tuple[ScoreRow, ...]

    @classmethod
    def of(cls, scorecard: Scorecard) -> Outlook:
        """What of a card moves with time."""
        rules = tuple(found for rule in scorecard.expressions() if (found := Clockwork.of(rule)) is not None)
        return cls(scorecard, rules, tuple(row for row in scorecard.behaviours if row.fade is not None))

    @property
    def moves(self) -> bool:
        """Whether time alone can change any grade."""
        return bool(self.rules or self.fading)

    def next_look(self, values: Values, moments: Moments, env: Env, grade: Grade) -> datetime | None:
        """The first moment at which something else comes out; None when nothing ever will."""
        found = Result(grade.score, grade.fit, grade.behaviour, grade.band, grade.urgent)
        asked = self._candidates(values, moments, env)
        if not asked:
            return None
        for at in asked[:MOST_STEPS]:
            then = replace(env, now=at)
            known = {**values, **self.scorecard.grader.trail(moments, at)}
            if self.scorecard.grader.result(known, then) != found:
                return at
        if len(asked) > MOST_STEPS or any(rule.daily for rule in self.rules):
            return asked[:MOST_STEPS][-1]
        return None

    def _candidates(self, values: Values, moments: Moments, env: Env) -> list[datetime]:
        """The moments that may matter, in order."""
        turns = turning_points(self.rules, values, moments, env) if self.rules else []
        steps = [step for row in self.fading for step in _steps(row, moments, env.now)] if moments else []
        return sorted({*turns, *steps})


def _steps(row: ScoreRow, moments: Moments, now: datetime) -> Iterator[datetime]:
    """When the points that are left read as one less, and as one less again."""
    done = moments_of_kind(moments, row.behaviour, now)
    if not done:
        return
    size = abs(row.points)
    most = size * counted(row, moments, now)
    for level in whole_steps(most if row.cap is None else min(most, row.cap)):
        at = row.fade.falls_below(size, level, done, now)
        if at is not None:
            yield at
