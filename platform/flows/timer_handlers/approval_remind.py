"""Whoever is asked for a yes and has not answered is asked again."""

from __future__ import annotations

from collections.abc import Sequence

from accounts import Work
from records import tasks, timers

from ..approving.asking import REMIND, remind_timer
from ..approving.deciding import waits_notice
from ..clocks.timers import HANDLERS, Firing
from ..sending.notices import Notice
from ..task_work.in_hand import TaskInHand, definition_of

MOST = 20


@HANDLERS.register(REMIND)
def remind(work: Work, firing: Firing) -> Sequence[Notice]:
    """Again and again until there is an answer, or nobody cares any more."""
    data = firing.timer.data
    part = tasks.get(work.connection, data["part"])
    definition = definition_of(firing.subject, part)
    if part.state != "open" or definition is None or definition.approve is None or not definition.approve.remind:
        return ()
    turn = data["turn"] + 1
    if turn <= MOST:
        following = remind_timer(part, part.id, firing.crew, definition.approve, turn=turn, now=work.now)
        timers.start(work.connection, following)
    return [waits_notice(work, TaskInHand(part, firing.subject, definition), part, turn=data["turn"])]
