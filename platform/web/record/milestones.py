"""The milestones of a record as lines: what is unlocked, what comes next, and how."""

from __future__ import annotations

from collections.abc import Iterator

from accounts import Work
from flows import Subject
from flows import milestones as reached

from ..due import ago
from ..languages import t
from .view_model import MilestoneLine


def milestone_lines(work: Work, subject: Subject) -> Iterator[MilestoneLine]:
    """In the order in which they are written."""
    for one in reached.of_record(work, subject):
        why = one.why.text(work.language) if one.why else ""
        yield MilestoneLine(
            label=one.label.text(work.language),
            unlocks=t("milestones.and").join(each.words.text(work.language) for each in one.unlocks),
            reached=t("milestones.reached", when=ago(one.reached_at)) if one.reached_at else "",
            how=why if one.reached_at else one.how.text(work.language),
            missing=tuple(part.text(work.language) for part in one.missing) if one.is_next and not one.in_words else (),
            is_next=one.is_next,
        )
