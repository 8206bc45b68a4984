"""Grading as it happens: whatever changed, a record is graded anew if its scorecard reads that."""

from __future__ import annotations

from collections.abc import Iterable

from accounts import Work

from .grading import Graded, grade_record, scorecard_of


def regrade_if_read(work: Work, form_id: str, record: int, changed: Iterable[str]) -> Graded | None:
    """The new grade; None where the scorecard reads none of what changed."""
    scorecard = scorecard_of(work, form_id)
    if scorecard is None or scorecard.reads.isdisjoint(changed):
        return None
    return grade_record(work, form_id, record)
