"""Saying yes to an assignment: by the word, or by getting to work on the record."""

from __future__ import annotations

from accounts import Work
from records import AssignmentRow, assignments, store, timers

from .clocks.took import Span
from .crew import Crew
from .happenings import NOTHING, Told, event, remember
from .subject import Subject

ACCEPT = "accept"  # the kind of timer that runs until somebody says yes


def keep_accepted(work: Work, subject: Subject, current: AssignmentRow) -> Told:
    """The owner says yes; the clock of the assignment stops."""
    form, record = subject.form.id, subject.id
    assignments.accept(work.connection, current.id, work.now, took=answer_took(work, current))
    timers.cancel_of(work.connection, form, record, work.now, kinds=[ACCEPT])
    store.update_unversioned(work.connection, subject.table, record, {"accepted_at": work.now})
    return remember(work, [event(work, form, record, "accepted", assignment=current.id)])


def accept_by_working(work: Work, subject: Subject) -> Told:
    """Whoever completes, logs or moves what was given to them has said yes; what follows begins after that verb."""
    row = subject.row
    if row.accepted_at is not None or row.accept_by is None or row.owner != work.actor.person_id:
        return NOTHING
    current = assignments.current(work.connection, subject.form.id, subject.id)
    if current is None or current.owner != row.owner or current.accepted_at is not None:
        return NOTHING
    return keep_accepted(work, subject, current)


def answer_took(work: Work, current: AssignmentRow) -> dict[str, int]:
    """How long the owner took to answer, from the moment they got the record."""
    return Span.between(current.at, work.now, Crew(work).calendar(current.owner)).columns("answer_")
