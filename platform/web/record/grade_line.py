"""The score of a record over time as a line of steps, and each step with what moved it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts import Work
from flows import explain, grading

from .. import moments
from ..languages import t

LEFT, RIGHT, TOP, BOTTOM = 34.0, 460.0, 12.0, 128.0
WIDTH, HEIGHT = 480, 156


@dataclass(frozen=True, slots=True)
class Level:
    """Where a grade begins."""

    y: float
    score: str
    label: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A score as a point on the line."""

    x: float
    y: float
    words: str


@dataclass(frozen=True)
class StepRow:
    """One grade in the list below the line."""

    step: explain.GradeStep
    when: str
    exact: str
    moved: str
    why: str
    fit: str = ""
    behaviour: str = ""


@dataclass(frozen=True)
class GradeLine:
    """The drawing and the list."""

    path: str
    marks: tuple[Mark, ...]
    levels: tuple[Level, ...]
    first: str
    last: str
    rows: tuple[StepRow, ...]
    parts: tuple[str, ...] = ()
    right: float = RIGHT
    width: int = WIDTH
    height: int = HEIGHT


def grade_line(work: Work, form: str, record: int) -> GradeLine | None:
    """The history of a record's grades; None where it was never graded."""
    steps = explain.grade_steps(work, form, record)
    if not steps:
        return None
    card = grading.scorecard_of(work, form)
    scale = _Scale.of(work, card, steps)
    oldest_first = steps[::-1]
    return GradeLine(
        path=scale.path(oldest_first),
        marks=tuple(scale.mark(step) for step in oldest_first),
        levels=tuple(_levels(work, card, scale)),
        first=moments.shown(steps[-1].at),
        last=t("grade_line.now"),
        rows=tuple(map(_row, steps)),
        parts=tuple(part.label.text(work.language) for part in card.parts.both) if card and card.parts else (),
    )


def _row(step: explain.GradeStep) -> StepRow:
    """What moved the score, in one line."""
    why = t("record.comma").join(f"{row.reason} {row.points}".strip() for row in step.rows)
    figures = ("" if value is None else f"{value:g}" for value in (step.fit, step.behaviour))
    return StepRow(step, moments.shown(step.at), moments.exact(step.at), _moved(step), why, *figures)


@dataclass(frozen=True)
class _Scale:
    """Moments and scores as places in the drawing."""

    start: datetime
    end: datetime
    low: float
    high: float

    @classmethod
    def of(cls, work: Work, card: grading.Scorecard | None, steps: Sequence[explain.GradeStep]) -> _Scale:
        low = min([step.score for step in steps] + ([card.range.min] if card else []))
        high = max([step.score for step in steps] + ([card.range.max] if card else []))
        return cls(steps[-1].at, work.now, low, high if high > low else low + 1)

    def x(self, at: datetime) -> float:
        whole = (self.end - self.start).total_seconds() or 1.0
        return round(LEFT + (RIGHT - LEFT) * min(1.0, (at - self.start).total_seconds() / whole), 1)

    def y(self, score: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * (score - self.low) / (self.high - self.low), 1)

    def mark(self, step: explain.GradeStep) -> Mark:
        words = t("grade_line.point", when=moments.shown(step.at), score=step.shown, grade=step.label)
        return Mark(self.x(step.at), self.y(step.score), words)

    def path(self, steps: Sequence[explain.GradeStep]) -> str:
        """A score holds until the next one: level, then up or down."""
        parts = [f"M{self.x(steps[0].at)} {self.y(steps[0].score)}"]
        parts += [f"H{self.x(step.at)}V{self.y(step.score)}" for step in steps[1:]]
        return "".join(parts) + f"H{RIGHT}"


def _levels(work: Work, card: grading.Scorecard | None, scale: _Scale) -> Iterator[Level]:
    if card is None or card.table is not None:
        return
    for band in card.bands:
        yield Level(scale.y(band.lowest), f"{band.lowest:g}", band.id)


def _moved(step: explain.GradeStep) -> str:
    if step.moved is None:
        return t("grade_line.first")
    if not step.moved:
        return "±0"
    return f"+{step.moved:g}" if step.moved > 0 else f"−{-step.moved:g}"
