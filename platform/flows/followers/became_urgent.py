"""A record that becomes urgent while somebody has it is put before them, at once and not at the next look."""

from __future__ import annotations

from accounts import Work
from forms import table_of
from records import Event, store

from ..grading import scorecard_of
from ..happenings import FOLLOWERS, Told
from ..sending.notices import Notice, tell_grouped


@FOLLOWERS.register("became urgent")
def tell_owners(work: Work, told: Told) -> None:
    """Owners hear of what a grade has just found urgent; on entry the assignment tells them."""
    urgent = [(event, id) for event, id in zip(told.events, told.ids, strict=True) if _became_urgent(event)]
    for form in dict.fromkeys(event.form for event, _ in urgent):
        theirs = [(event, id) for event, id in urgent if event.form == form]
        rows = store.fetch_many(work.connection, table_of(work.catalog, form), [event.record for event, _ in theirs])
        going_on = [(event, id) for event, id in theirs if _concerns(rows.get(event.record))]
        notices = [_notice(work, event, id, rows[event.record].owner) for event, id in going_on]
        if notices:
            tell_grouped(work, notices, f"urgent {work.now.isoformat()}")


def _became_urgent(event: Event) -> bool:
    data = event.data if event.kind == "graded" else {}
    return bool(data.get("urgent")) and data.get("urgent_before") is False


def _concerns(row: object) -> bool:
    return row is not None and row.owner is not None and row.closed_at is None and row.trashed_at is None


def _notice(work: Work, event: Event, id: int, owner: int) -> Notice:
    card = scorecard_of(work, event.form)
    flags = {flag.id: flag.reason.text(work.language) for flag in card.urgent} if card is not None else {}
    words = "；".join(flags.get(flag, flag) for flag in event.data["urgent"])
    return Notice(owner, "became_urgent", event.form, event.record, f"urgent:{id}:{owner}", params={"reason": words})
