"""Whatever happens to a record, its stage looks whether that is what it was waiting for."""

from __future__ import annotations

from collections import defaultdict

from accounts import Work

from ..happenings import FOLLOWERS, OF_OTHERS, Told
from ..stage_moves.standing import look_again_at, watches

# What says nothing new about a record: no rule can wait for it.
SAYS_NOTHING = frozenset({
    "submitted", "duplicate_found", "duplicate_linked", "task_opened", "task_claimed", "task_handed", "task_snoozed",
    "task_overdue", "stage_overdue", "response_overdue", "left_untouched", "fell_silent", "escalated", "move_held",
    "trashed", "import_undone", "bulk_undone", "woken", "approval_asked", "approval_void", "approved", "rejected",
    "record_opened", "opened_for", "record_not_opened", "not_brought", "outcome_gone", "milestone_reached",
    "milestone_lost", "clocks_paused", "clocks_resumed", *OF_OTHERS,
})  # fmt: skip


@FOLLOWERS.register("pipelines")
def look(work: Work, told: Told) -> None:
    """Each record once, in the order in which something happened to it."""
    concerned: dict[str, dict[int, None]] = defaultdict(dict)
    for one in told.events:
        if one.kind not in SAYS_NOTHING:
            concerned[one.form][one.record] = None
    for form, records in concerned.items():
        if watches(work.catalog, form):
            known = {record: told.known[form, record] for record in records if (form, record) in told.known}
            look_again_at(work, form, records, known)
