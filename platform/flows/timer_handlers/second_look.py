"""A record whose second look failed is looked at again until it succeeds."""

from __future__ import annotations

from collections.abc import Sequence

from accounts import Work

from ..clocks.firing import HANDLERS, Firing
from ..regrading.second_look import look_at
from ..sending.notices import Notice


@HANDLERS.register("second_look")
def second_look(work: Work, firing: Firing) -> Sequence[Notice]:
    """Grade it now."""
    look_at(work, firing.subject.form.id, [firing.subject.row])
    return ()
