"""A record that comes back to life is looked after again, so that it does not lie idle for ever."""

from __future__ import annotations

from accounts import Work
from definitions import Catalog

from ..assignment import watch_idleness
from ..happenings import FOLLOWERS, Told


@FOLLOWERS.register("recycling")
def look_after(work: Work, told: Told) -> None:
    """Asks the database nothing where nothing goes back, and nothing came back."""
    for one in told.events:
        moved = one.kind == "stage_entered" and one.data.get("how") != "entered"
        if moved and one.data.get("outcome") == "open" and _is_watched(work.catalog, one.form):
            watch_idleness(work, one.form, one.record)


def _is_watched(catalog: Catalog, form: str) -> bool:
    return any(routing.recycle for routing in catalog.of_form("routing", form))
