"""The milestones of a record as lines: what is unlocked, what comes next, and how."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from accounts import Work
from flows import PathStep
from flows import milestones as reached

from ..due import ago
from ..languages import t
from .view_model import Mark, MilestoneLine


def milestone_lines(work: Work, shown: Sequence[reached.Shown]) -> Iterator[MilestoneLine]:
    """In the order in which they are written."""
    for one in shown:
        why = one.why.text(work.language) if one.why else ""
        yield MilestoneLine(
            label=one.label.text(work.language),
            unlocks=t("milestones.and").join(each.words.text(work.language) for each in one.unlocks),
            reached=t("milestones.reached", when=ago(one.reached_at)) if one.reached_at else "",
            how=why if one.reached_at else one.how.text(work.language),
            missing=tuple(part.text(work.language) for part in one.missing) if one.is_next and not one.in_words else (),
            is_next=one.is_next,
        )


def marks_on(work: Work, shown: Sequence[reached.Shown], path: Sequence[PathStep]) -> dict[str, tuple[Mark, ...]]:
    """By stage, those that belong on it: where they were reached, else the first stage in which they may be."""
    found: dict[str, tuple[Mark, ...]] = {}
    for one in shown:
        stage = _reached_in(one, path) or next(iter(one.at), None)
        if stage is not None:
            key = "milestones.on_path_reached" if one.reached_at else "milestones.on_path"
            mark = Mark(t(key, label=one.label.text(work.language)), one.reached_at is not None)
            found[stage] = (*found.get(stage, ()), mark)
    return found


def _reached_in(one: reached.Shown, path: Sequence[PathStep]) -> str | None:
    at = one.reached_at
    if at is None:
        return None
    stays = (step for step in path if step.entered_at and step.entered_at <= at)
    return next((step.stage.id for step in stays if step.left_at is None or at <= step.left_at), None)
