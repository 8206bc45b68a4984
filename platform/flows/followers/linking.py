"""What becomes of a record is heard by those that wait for it."""

from __future__ import annotations

from accounts import Work

from ..happenings import FOLLOWERS, Told
from ..linking.outcome import keep_link, look_at_outcomes, look_at_waiting
from ..linking.watched import is_opened, opens_something


@FOLLOWERS.register("linking")
def look(work: Work, told: Told) -> None:
    """Asks the database nothing for forms that open nothing and are opened by none."""
    for one in told.events:
        if one.kind == "record_opened":
            keep_link(work, one.form, one.record, one.data["task"], one.data["other"])
            look_at_waiting(work, one.form, one.record)
        elif one.kind == "restored" and opens_something(work.catalog, one.form):
            look_at_waiting(work, one.form, one.record)
        if one.kind in ("stage_entered", "trashed", "restored") and is_opened(work.catalog, one.form):
            look_at_outcomes(work, one.form, one.record)
