"""Grading as it happens: whatever changed, a record is graded anew if its scorecard reads that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from accounts import Work
from forms import record_values

from ..grading import Graded, grade_many, grade_record, scorecard_of
from ..noticed import mentions


def regrade_if_read(work: Work, form_id: str, record: int, changed: Iterable[str]) -> Graded | None:
    """The new grade; None where the scorecard reads none of what changed."""
    scorecard = scorecard_of(work, form_id)
    if scorecard is None or scorecard.reads.isdisjoint(changed):
        return None
    return grade_record(work, form_id, record)


def regrade_for_behaviours(work: Work, form_id: str, rows: Sequence[Any], kinds: Iterable[str]) -> list[Graded]:
    """The new grades of records whose people did such things; none where the scorecard asks for none of it.

    The history has every step of the score; events tell only what became of the grade, as the behaviour tells itself.
    """
    scorecard = scorecard_of(work, form_id)
    if not rows or scorecard is None or not mentions(scorecard.asks, kinds):
        return []
    return grade_many(work, form_id, [record_values(row) for row in rows], quiet=True)
