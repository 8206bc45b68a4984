"""Of two who move one record, the second reads who was first, and is led to the record and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from accounts import Work, people
from definitions import AlreadyDone, Label, Refused
from records import visits

from ..pipelines import Stage
from ..subject import Subject

THE_SYSTEM = {"zh": "系统", "en": "the system"}


class MovedBefore(AlreadyDone):
    """Somebody moved the record before: which, and when."""

    def __init__(self, key: str, subject: Subject, at: datetime, **params: Any) -> None:
        super().__init__(key, **params)
        self.form, self.record, self.at = subject.form.id, subject.id, at


def already_there(work: Work, subject: Subject, target: Stage) -> Refused:
    """It stands where it was to go."""
    stay = visits.current(work.connection, subject.form.id, subject.id)
    if stay is None:
        return AlreadyDone("flows.refused.already_there", stage=target.label, who=THE_SYSTEM)
    who = people.names(work.connection, [stay.actor]).get(stay.actor)
    return MovedBefore(
        "flows.refused.already_there", subject, stay.entered_at, stage=target.label, who=who or THE_SYSTEM
    )


def no_such_move(work: Work, subject: Subject, target: Stage, allowed: Sequence[Label]) -> Refused:
    """From where it stands it does not go there; where somebody else brought it here, that is said."""
    said = {"stage": subject.stage.label, "to": target.label, "allowed": list(allowed) or "–"}
    stay = visits.current(work.connection, subject.form.id, subject.id)
    if stay is None or stay.actor in (None, work.actor.person_id):
        return Refused("flows.refused.no_such_move", **said)
    who = people.names(work.connection, [stay.actor]).get(stay.actor) or THE_SYSTEM
    return MovedBefore("flows.refused.moved_before.no_such_move", subject, stay.entered_at, **said, who=who)
