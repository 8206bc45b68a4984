"""The time to accept is over: the record goes on, and the superior knows."""

from __future__ import annotations

from accounts import Work
from definitions import NotFound
from records import Timer, assignments

from ..crew import Crew
from ..routing.definition import NEXT, SUPERIOR, Destination
from ..sending.notices import Notice, tell
from ..subject import take
from .handover import Assigned
from .in_hand import note
from .passing import pass_on
from .staff import routing_for


def on_accept_due(work: Work, timer: Timer) -> Assigned | None:
    """What an accept timer does when it fires; None when the assignment was answered or replaced before."""
    work = work.as_system()
    try:
        subject = take(work, timer.form, timer.record)
    except NotFound:
        return None
    current = assignments.current(work.connection, timer.form, timer.record)
    if current is None or current.id != timer.data.get("assignment") or current.accepted_at is not None:
        return None
    note(work, subject, "not_accepted", {"assignment": current.id, "owner": current.owner})
    accept = routing_for(work, timer.form).accept
    then = accept.then if accept is not None else Destination(SUPERIOR)
    if then.to == SUPERIOR and not Crew(work).superiors(current.owner):
        # Nobody stands above: it stays where it is, and those who answer for the house are told.
        _tell_house(work, timer, current.owner)
        return None
    how = "passed_on" if then.to == NEXT else "escalated"
    return pass_on(work, subject, then, how=how, cause="not_accepted")


def _tell_house(work: Work, timer: Timer, owner: int | None) -> None:
    key = f"not_accepted:{timer.data.get('assignment')}"
    tell(
        work,
        [
            Notice(person, "not_accepted", timer.form, timer.record, f"{key}:{person}")
            for person in Crew(work).house
            if person != owner
        ],
    )
