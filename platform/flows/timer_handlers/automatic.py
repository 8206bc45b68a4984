"""A record that has stood in a stage for so long goes where the stage says."""

from __future__ import annotations

from collections.abc import Sequence

from accounts import Work
from records import visits
from rules import matches

from ..clocks.firing import HANDLERS, Firing
from ..sending.notices import Notice
from ..stage_moves.entering import MOVE_TIMER
from ..stage_moves.standing import move_by_itself
from ..stored import house_env


@HANDLERS.register(MOVE_TIMER)
def moves_itself(work: Work, firing: Firing) -> Sequence[Notice]:
    """If it still stands there, and the condition holds where there is one; whoever has it reads why in the story."""
    subject, data = firing.subject, firing.timer.data
    stay = visits.current(work.connection, subject.form.id, subject.id)
    move = subject.stage.move(data["move"]) if subject.stage else None
    if move is None or stay is None or stay.id != data["visit"]:
        return ()
    if move.when is not None and not matches(move.when, subject.values, house_env(work)):
        return ()
    if not move_by_itself(work, subject, move) or subject.owner is None:
        return ()
    params = {"task": subject.pipeline.stage(move.to).label.as_written(), "person": ""}
    key = f"{firing.timer.key}:{subject.owner}"
    return [Notice(subject.owner, MOVE_TIMER, subject.form.id, subject.id, key=key, params=params)]
