"""Whatever happens to a record, it may have reached a milestone."""

from __future__ import annotations

from accounts import Work

from ..happenings import FOLLOWERS, Told
from ..milestones import look


@FOLLOWERS.register("milestones")
def follow(work: Work, told: Told) -> None:
    """Asks the database nothing where no milestone could be reached or lost."""
    look(work, told)
