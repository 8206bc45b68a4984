"""The end of a pause has come: the clocks of the record run on."""

from __future__ import annotations

from collections.abc import Sequence

from accounts import Work
from definitions import Reason

from ..clocks.firing import HANDLERS, Firing
from ..pausing.verbs import BY_TIME, RESUME, run_on
from ..sending.notices import Notice


@HANDLERS.register(RESUME)
def resume(work: Work, firing: Firing) -> Sequence[Notice]:
    """Whoever has it hears of it."""
    subject = firing.subject
    if not run_on(work, subject, BY_TIME):
        return ()
    receivers = (subject.owner,) if subject.owner is not None else firing.crew.house
    why = Reason("flows.why.yours" if subject.owner is not None else "flows.why.nobody_else")
    return [
        Notice(person, "clocks_resumed", subject.form.id, subject.id, f"{firing.timer.key}:{person}", why=why)
        for person in receivers
    ]
