"""What happens to a record whose clocks stand still: what begins meanwhile is held, and moving on ends it."""

from __future__ import annotations

from collections import defaultdict

from accounts import Work
from records import Event, pauses

from ..happenings import FOLLOWERS, Told
from ..pausing.verbs import MOVED, hold_what_began, run_on
from ..subject import look_many

# What may start a clock.
STARTS = frozenset({
    "assigned", "claimed", "released", "task_opened", "task_completed", "task_skipped", "task_handed",
    "task_handed_on", "task_claimed", "task_taken_back", "task_snoozed", "contact_logged", "approval_asked",
    "approved", "approval_refused", "restored", "migrated", "tasks_migrated", "graded",
})  # fmt: skip


@FOLLOWERS.register("pauses")
def follow(work: Work, told: Told) -> None:
    """Asks once for each form whether any of the records is paused; one that has just come in is not."""
    new = {(one.form, one.record) for one in told.events if one.kind == "submitted"}
    worth = [one for one in told.events if one.record and _counts(one) and (one.form, one.record) not in new]
    by_form: dict[str, dict[int, bool]] = defaultdict(dict)
    for one in worth:
        by_form[one.form][one.record] = by_form[one.form].get(one.record, False) or one.kind == "stage_entered"
    for form, records in by_form.items():
        for record in pauses.paused_among(work.connection, form, records):
            _follow(work, form, record, moved=records[record])


def _counts(one: Event) -> bool:
    return one.kind in STARTS or one.kind == "stage_entered"


def _follow(work: Work, form: str, record: int, *, moved: bool) -> None:
    subject = look_many(work.as_system(), form, [record], lock=True).get(record)
    if subject is None:
        return
    if moved:
        run_on(work, subject, MOVED)
    else:
        hold_what_began(work, subject)
