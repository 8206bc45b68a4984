"""What just happened begins the automations that wait for it."""

from __future__ import annotations

from accounts import Work

from ..automations.matching import starts_of
from ..automations.overtaken import overtaken
from ..automations.starting import start
from ..happenings import FOLLOWERS, Told


@FOLLOWERS.register("automations")
def begin(work: Work, told: Told) -> None:
    """Asks the database nothing where no automation waits."""
    depth = work.cause.depth + 1 if work.cause is not None else 1
    wanted = [*starts_of(work.catalog, told.events, told.ids, depth=depth), *overtaken(work, told)]
    if wanted:
        start(work, wanted, told)
