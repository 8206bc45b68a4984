"""How the history tells of milestones, with what they unlock as far as the reader may see it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from definitions import LANGUAGES, Label, Reason
from forms import Context, FormDefinition

from ..pipelines import Milestone, Unlock
from ..record_story.timeline import HUMAN, Teller, tells


@tells("milestone_reached", tone=HUMAN)
def _reached(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    milestone = teller.pipeline.milestone(data.get("milestone")) if teller.pipeline else None
    unlocked = unlocks_said(teller.form, milestone, teller.seen) if milestone else []
    label = Label.of(data.get("label") or data.get("milestone") or "–")
    if not unlocked:
        return Reason("milestones.event.reached", {"label": label})
    return Reason("milestones.event.reached_unlocks", {"label": label, "unlocks": unlocked})


@tells("milestone_lost")
def _lost(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return Reason("milestones.event.lost", {"label": Label.of(data.get("label") or data.get("milestone") or "–")})


def unlocks_said(form: FormDefinition, milestone: Milestone, seen: frozenset[str]) -> list[Label]:
    """What a milestone opens, of the fields that the reader may see."""
    return [unlock_said(form, unlock) for unlock in milestone.unlocks if unlock.field in seen]


def unlock_said(form: FormDefinition, unlock: Unlock) -> Label:
    """One field, and how far it is open from then on."""
    field = form.field(unlock.field)
    said = {}
    for language in LANGUAGES:
        if unlock.most is None:
            reason = Reason("milestones.opens", {"field": field.label})
        else:
            most = field.type.display(unlock.most, Context(language, "UTC"))
            reason = Reason("milestones.opens_to", {"field": field.label, "most": most})
        said[language] = reason.text(language)
    return Label.of(said)
