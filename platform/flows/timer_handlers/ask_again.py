"""A record that waited for somebody to be there is routed again."""

from __future__ import annotations

from collections.abc import Sequence

from accounts import Work

from ..assignment import on_wait_over
from ..clocks.firing import HANDLERS, Firing
from ..sending.notices import Notice


@HANDLERS.register("ask_again")
def ask_again(work: Work, firing: Firing) -> Sequence[Notice]:
    """Whoever gets it now is told by the assignment itself."""
    on_wait_over(work, firing.timer)
    return ()
