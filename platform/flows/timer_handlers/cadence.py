"""The next step of a cadence: its moment has come."""

from __future__ import annotations

from collections.abc import Sequence

from accounts import Work
from records import enrolments

from ..cadences.walking import hand_back, walk
from ..clocks.timers import HANDLERS, Firing
from ..sending.notices import Notice


@HANDLERS.register("cadence")
def cadence(work: Work, firing: Firing) -> Sequence[Notice]:
    """Takes steps up to the next wait; a turn that was taken meanwhile is not taken again."""
    data = firing.timer.data
    row = enrolments.lock(work.connection, data["enrolment"])
    if row is None or row.turn != data["turn"]:
        return ()
    if data.get("what") == "ripe":
        hand_back(work, row, firing.subject)
    elif row.state == enrolments.ACTIVE and row.waits_for is None:
        walk(work, row, firing.subject)
    return ()
