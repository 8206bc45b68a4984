"""An assignment that nobody accepted goes on."""

from __future__ import annotations

from collections.abc import Sequence

from accounts import Work

from ..assignment import on_accept_due
from ..clocks.firing import HANDLERS, Firing
from ..sending.notices import Notice


@HANDLERS.register("accept")
def accept(work: Work, firing: Firing) -> Sequence[Notice]:
    """Whoever gets it now is told by the assignment itself."""
    on_accept_due(work, firing.timer)
    return ()
