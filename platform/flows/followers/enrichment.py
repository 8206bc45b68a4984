"""Records that come in, or change, are looked up where an enrichment says so."""

from __future__ import annotations

from accounts import Work

from ..enriching import ask_for_events
from ..happenings import FOLLOWERS, Told


@FOLLOWERS.register("enrichment")
def begin(work: Work, told: Told) -> None:
    """Asks the database nothing where no enrichment waits for it."""
    ask_for_events(work, told.events)
