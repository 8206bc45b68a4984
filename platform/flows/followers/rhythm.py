"""Another grade is another rhythm: what is open follows it."""

from __future__ import annotations

from collections import defaultdict

from accounts import Work
from records import Event, outbox

from ..clocks.rhythm import has_rhythm, settle
from ..happenings import FOLLOWERS, Told, follow
from ..task_work import next_action


@FOLLOWERS.register("rhythm")
def follow_grades(work: Work, told: Told) -> None:
    """Records whose grade changed at once; a whole form that was graded anew in the outbox."""
    moved: dict[str, list[int]] = defaultdict(list)
    for event, id in zip(told.events, told.ids, strict=True):
        if event.kind == "regraded" and has_rhythm(work.catalog, event.form):
            outbox.put(work.connection, "rhythm", {"form": event.form}, work.now, key=f"rhythm:{event.form}:{id}")
        elif _is_another_grade(event):
            moved[event.form].append(event.record)
    for form, records in moved.items():
        if has_rhythm(work.catalog, form):
            told = settle(work, form, records)
            next_action.refresh_many(work, form, records)
            follow(work, told)


def _is_another_grade(event: Event) -> bool:
    before = event.data.get("grade_before") if event.kind == "graded" else None
    return before is not None and before != event.data.get("grade")
