"""What a contact changes on the record: first and last contact, and the clocks that were waiting for one."""

from __future__ import annotations

from accounts import Work
from records import assignments, store, timers

from .clocks.took import Span
from .crew import Crew
from .regrading.live import regrade_if_read
from .stage_moves.entering import record_timers
from .subject import Subject


def mark_contact(work: Work, subject: Subject) -> None:
    """Somebody spoke with them: the first response is given, and silence is counted from now on."""
    changes = {"last_contact_at": work.now}
    if subject.row.first_contact_at is None:
        changes["first_contact_at"] = work.now
    store.update_unversioned(work.connection, subject.table, subject.id, changes)
    _mark_response(work, subject)
    regrade_if_read(work, subject.form.id, subject.id, changes)
    _stop(work, subject, ("first_response", "untouched", "silence"))
    _watch_silence(work, subject)


def _mark_response(work: Work, subject: Subject) -> None:
    """How long whoever has the record now took to get in touch."""
    held = assignments.uncontacted(work.connection, subject.form.id, subject.id)
    if held is not None:
        response = Span.between(held.at, work.now, Crew(work).calendar(held.owner)).columns("response_")
        assignments.contacted(work.connection, held.id, work.now, took=response)


def mark_heard(work: Work, subject: Subject) -> None:
    """They wrote to us: silence is counted anew. The first response is still ours to give."""
    changes = {"last_contact_at": work.now}
    store.update_unversioned(work.connection, subject.table, subject.id, changes)
    regrade_if_read(work, subject.form.id, subject.id, changes)
    _stop(work, subject, ("silence",))
    _watch_silence(work, subject)


def mark_touched(work: Work, subject: Subject) -> None:
    """Somebody did something about it, if not with them: it is no longer untouched."""
    _stop(work, subject, ("untouched",))


def _watch_silence(work: Work, subject: Subject) -> None:
    if subject.pipeline is not None and subject.row.outcome == "open":
        clocks = record_timers(
            subject.pipeline, subject.form.id, subject.id, owner=subject.owner, crew=Crew(work), now=work.now
        )
        timers.start_many(work.connection, [timer for timer in clocks if timer.kind == "silence"])


def _stop(work: Work, subject: Subject, kinds: tuple[str, ...]) -> None:
    timers.cancel_of(work.connection, subject.form.id, subject.id, work.now, kinds=kinds)
