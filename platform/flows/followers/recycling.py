"""A record that comes back to life is looked after again, so that it does not lie idle for ever."""

from __future__ import annotations

from accounts import Work

from ..assignment import watch_idleness
from ..happenings import FOLLOWERS, Told


@FOLLOWERS.register("recycling")
def look_after(work: Work, told: Told) -> None:
    """Asks the database nothing where nothing goes back, and nothing came back."""
    for one in told.events:
        moved = one.kind == "stage_entered" and one.data.get("how") != "entered"
        watched = any(routing.recycle for routing in work.catalog.of_form("routing", one.form))
        if moved and watched and one.data.get("outcome") == "open":
            watch_idleness(work, one.form, one.record)
