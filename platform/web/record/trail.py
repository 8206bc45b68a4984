"""What was noticed of the people behind a record, as the lines of one block."""

from __future__ import annotations

from accounts import Work
from flows import trail
from records import behaviours

from ..due import ago
from ..languages import t
from .view_model import TrailLine

USUAL = "eye"


def trail_lines(work: Work, form: str, record: int) -> tuple[TrailLine, ...] | None:
    """Each behaviour with how often it came, the latest first; None where nothing may be noticed."""
    known = trail.trail_of(work, form)
    if known is None:
        return None
    return tuple(
        TrailLine(
            icon_of(known.find(one.kind)),
            label_of(work, known.find(one.kind), one.kind),
            t("record.trail_times", n=one.times),
            t("record.trail_last", when=ago(one.last_at)),
        )
        for one in behaviours.summary(work.connection, form, record)
    )


def icon_of(kind: trail.BehaviourKind | None) -> str:
    """The sign of a behaviour; an eye where the trail has none, or none any more."""
    return kind.icon if kind is not None and kind.icon else USUAL


def label_of(work: Work, kind: trail.BehaviourKind | None, id: str) -> str:
    """What it is called today; its id where the trail has it no more."""
    return kind.label.text(work.language) if kind is not None else id
