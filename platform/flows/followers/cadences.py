"""What just happened lets records into cadences, on in them, and out of them."""

from __future__ import annotations

from accounts import Work

from ..cadences.watching import watch
from ..happenings import FOLLOWERS, Told


@FOLLOWERS.register("cadences")
def follow(work: Work, told: Told) -> None:
    """Asks the database nothing where no cadence is concerned."""
    watch(work, told)
