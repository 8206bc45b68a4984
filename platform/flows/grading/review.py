"""What a scorecard wants people to look at again: records whose grade likely no longer fits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from definitions import Duration, Label, Source
from rules import Expression

from ..reading import read_duration, read_rule, report_twice

USUAL_REST = "7 days"


@dataclass(frozen=True)
class ReviewRow:
    """A reason to look again, and the grade that may fit better."""

    id: str
    when: Expression
    reason: Label
    suggest: str | None = None


@dataclass(frozen=True)
class Review:
    """The rows, and for how long a record that was looked at is left in peace."""

    label: Label
    rest: Duration
    rows: tuple[ReviewRow, ...]

    def row(self, id: str | None) -> ReviewRow | None:
        """The row with this id."""
        return next((row for row in self.rows if row.id == id), None)


def read_review(source: Source, grades: tuple[str, ...]) -> Review | None:
    """The review of a scorecard's file, if it has one."""
    written = source.data.get("review")
    if written is None:
        return None
    report_twice(source, written["rows"], ("review", "rows"))
    rest = read_duration(source, written.get("rest", USUAL_REST), ("review", "rest"))
    rows = (_row(source, one, place, grades) for place, one in enumerate(written["rows"]))
    usual = Duration.parse(USUAL_REST)
    if rest is not None and rest.working:
        source.problem(("review", "rest"), "grading.problem.no_fade", got=written["rest"])
        rest = None
    return Review(Label.of(written.get("label"), "review"), rest or usual, tuple(row for row in rows if row.when))


def _row(source: Source, written: Mapping[str, Any], place: int, grades: tuple[str, ...]) -> ReviewRow:
    suggested = written.get("suggest")
    if suggested is not None and suggested not in grades:
        source.problem(("review", "rows", place, "suggest"), "grading.problem.unknown_grade", name=suggested)
    when = read_rule(source, written["when"], ("review", "rows", place, "when"))
    return ReviewRow(written["id"], when, Label.of(written.get("reason"), written["id"]), suggested)
