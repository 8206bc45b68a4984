"""Parked records come back by themselves on their day, with the hook that opens the door again."""

from __future__ import annotations

from collections.abc import Sequence

from accounts import Work
from definitions import Reason

from ..clocks.firing import HANDLERS, Firing
from ..sending.notices import Notice
from ..stage_moves.stages import wake_subject


@HANDLERS.register("wake")
def wake(work: Work, firing: Firing) -> Sequence[Notice]:
    """The day has come: back to where it was, into the owner's day."""
    subject, timer = firing.subject, firing.timer
    if subject.row.stage != timer.data["stage"] or subject.stage is None or subject.stage.wake is None:
        return ()
    hook = subject.values.get(subject.stage.wake.hook) if subject.stage.wake.hook else None
    wake_subject(work, subject)
    receivers = (subject.owner,) if subject.owner is not None else firing.crew.house
    why = Reason("flows.why.yours" if subject.owner is not None else "flows.why.nobody_else")
    params = {"hook": str(hook) if hook else ""}
    return [
        Notice(person, "woken", subject.form.id, subject.id, f"{timer.key}:{person}", why=why, params=params)
        for person in receivers
    ]
