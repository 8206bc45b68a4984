"""Whether a record lies idle is looked at."""

from __future__ import annotations

from collections.abc import Sequence

from accounts import Work

from ..assignment import on_recycle_look
from ..clocks.firing import HANDLERS, Firing
from ..sending.notices import Notice


@HANDLERS.register("recycle")
def recycle(work: Work, firing: Firing) -> Sequence[Notice]:
    """Back into the pool, a warning, or a look later on."""
    return on_recycle_look(work, firing.subject, firing.timer)
