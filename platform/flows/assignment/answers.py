"""What the owner answers: yes, or no and why."""

from __future__ import annotations

from accounts import Work, require
from definitions import AlreadyDone, Refused
from records import AssignmentRow, assignments

from ..acceptance import answer_took, keep_accepted
from ..happenings import follow
from ..routing.definition import NEXT, Destination
from ..subject import take
from .handover import Assigned
from .in_hand import Said, mine, note
from .passing import give_back, pass_on
from .staff import routing_for


def accept(work: Work, form_id: str, record: int) -> AssignmentRow:
    """The owner says yes; the clock of the assignment stops."""
    subject = take(work, form_id, record)
    require(work, "accept", form_id)
    current = mine(work, subject)
    if current.accepted_at is not None:
        raise AlreadyDone("routing.refused.accepted_before")
    follow(work, keep_accepted(work, subject, current))
    return assignments.get(work.connection, current.id)


def refuse(work: Work, form_id: str, record: int, words: str, *, reason: str | None = None) -> Assigned:
    """The owner says no, and why; what a person handed over goes back, else on to the next who can take it."""
    subject = take(work, form_id, record)
    require(work, "accept", form_id)
    accept = routing_for(work, form_id).accept
    said = Said.of(words, reason, accept.reasons if accept else ())
    current = mine(work, subject)
    if current.accepted_at is not None:
        raise Refused("routing.refused.accepted_already")
    took = answer_took(work, current)
    assignments.refuse(work.connection, current.id, work.now, words=said.words, reason=said.id, took=took)
    note(work, subject, "refused", {"assignment": current.id, "words": said.told, "reason": said.id})
    given_back = give_back(work, subject, current, said.told)
    if given_back is not None:
        return given_back
    return pass_on(work, subject, Destination(NEXT), how="passed_on", cause="refused", words=said.told)
