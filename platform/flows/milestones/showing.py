"""The milestones of a record as people read them: what is unlocked, since when and why, and how the next is reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from accounts import Work, readable_fields
from definitions import LANGUAGES, Label
from records import MilestoneRow, milestones
from rules import explain, words

from ..pipelines import Milestone, pipeline_scope
from ..stored import house_env
from ..subject import Subject
from .story import unlock_said


@dataclass(frozen=True)
class Unlocked:
    """One field that a milestone opens: how far, and for whom."""

    field: str
    words: Label
    most: str | None
    whom: tuple[str, ...]
    exempt: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """One milestone of a record: reached or not, and how."""

    id: str
    label: Label
    unlocks: tuple[Unlocked, ...]
    how: Label
    in_words: bool = False  # an admin said how it is reached, better than its rule does
    reached_at: datetime | None = None
    why: Label | None = None
    missing: tuple[Label, ...] = ()
    is_next: bool = False
    at: tuple[str, ...] = ()
    reverts: bool = False


def of_record(work: Work, subject: Subject) -> tuple[Shown, ...]:
    """The milestones of the record's pipeline, as far as the reader may see what they open."""
    pipeline = subject.pipeline
    if pipeline is None or not pipeline.milestones:
        return ()
    rows = milestones.held_by(work.connection, subject.form.id, subject.id)
    held = {row.milestone: row for row in rows if row.pipeline == pipeline.id}
    shown = [_shown(work, subject, one, held.get(one.id)) for one in pipeline.milestones]
    seen = [one for one in shown if one.unlocks]
    first = next((one.id for one in seen if one.reached_at is None), None)
    closed = subject.row.outcome not in ("open", "parked")
    return tuple(replace(one, is_next=one.id == first and not closed) for one in seen)


def _shown(work: Work, subject: Subject, milestone: Milestone, row: MilestoneRow | None) -> Shown:
    seen = readable_fields(work.actor, subject.form, stage=subject.row.stage)
    unlocks = tuple(
        Unlocked(
            unlock.field,
            unlock_said(subject.form, unlock),
            None if unlock.most is None else f"{unlock.most:f}",
            unlock.whom,
            unlock.exempt,
        )
        for unlock in milestone.unlocks
        if unlock.field in seen
    )
    return Shown(
        id=milestone.id,
        label=milestone.label,
        unlocks=unlocks,
        how=_how(work, subject, milestone),
        in_words=milestone.how is not None,
        reached_at=row.reached_at if row else None,
        why=_told(row.why) if row else None,
        missing=() if row else _missing(work, subject, milestone),
        at=milestone.at,
        reverts=milestone.reverts,
    )


def _how(work: Work, subject: Subject, milestone: Milestone) -> Label:
    """In the admin's words, else the stages and the rule."""
    if milestone.how is not None:
        return milestone.how
    scope, parts = pipeline_scope(work.catalog, subject.pipeline), {}
    for language in LANGUAGES:
        stages = [subject.pipeline.stage(name).label.text(language) for name in milestone.at]
        rule = words(milestone.when, scope, language) if milestone.when is not None else ""
        parts[language] = " · ".join(filter(None, ("/".join(stages), rule)))
    return Label.of(parts)


def _told(why: Mapping[str, object]) -> Label | None:
    return Label.of(why["why"]) if why.get("why") else None


def _missing(work: Work, subject: Subject, milestone: Milestone) -> tuple[Label, ...]:
    """What of its stages and its rule does not hold yet."""
    pipeline, found = subject.pipeline, []
    if milestone.at and subject.row.stage not in milestone.at:
        found.append(pipeline.stage(milestone.at[0]).label)
    if milestone.when is not None:
        scope, env = pipeline_scope(work.catalog, pipeline), house_env(work)
        said = {language: explain(milestone.when, subject.values, env, scope, language).parts for language in LANGUAGES}
        for place, part in enumerate(said["en"]):
            if not part.holds:
                found.append(Label.of({language: said[language][place].words for language in LANGUAGES}))
    return tuple(found)
