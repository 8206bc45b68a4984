"""A record that somebody turned down goes on: to the next the rules find, to a superior, to a pool."""

from __future__ import annotations

from dataclasses import replace

from accounts import Work
from records import assignments

from ..routing import Desk, RoutingDecision
from ..routing.definition import NEXT, SUPERIOR, Destination
from ..subject import Subject
from .handover import Assigned, Handover, hand_one_over
from .in_hand import Words, before_of
from .staff import desk_of, keep_turns, routing_for


def pass_on(
    work: Work, subject: Subject, to: Destination, *, how: str, cause: str, words: Words | None = None
) -> Assigned:
    """Where a record goes that its owner refused or did not accept in time."""
    routing = routing_for(work, subject.form.id)
    desk = desk_of(work, routing)
    owner = subject.owner
    desk.standing.kin.expect([subject.values])
    decision = desk.hand_on(to, owner, subject.values, turned_down(work, subject))
    if to.to == NEXT and decision.strategy is None and routing.accept is not None:
        # Nobody is left whom the rules would choose: the superior decides before the `else` does.
        decision = _superior_first(desk, decision, owner, subject)
    desk.give(decision, subject.values)
    keep_turns(work, desk)
    more = {"cause": {"what": cause, "person": owner, "words": words}, "words": words}
    handover = Handover(
        subject.id, how, decision, before_of(subject), must_accept=decision.strategy is not None, more=more
    )
    return hand_one_over(work, subject, routing, handover, staff=desk.staff)


def turned_down(work: Work, subject: Subject) -> frozenset[int]:
    """Who had this record and refused it, or let the time to accept it run out."""
    found = assignments.turned_down_by(work.connection, subject.form.id, [subject.id], work.now)
    return found.get(subject.id, frozenset())


def _superior_first(desk: Desk, decision: RoutingDecision, owner: int | None, subject: Subject) -> RoutingDecision:
    superior = desk.staff.superior_of(owner) if owner is not None else None
    if superior is None:
        return decision
    sent = desk.send(Destination(SUPERIOR), subject.values, owner=owner)
    return replace(sent, passed_rules=decision.passed_rules, excluded=decision.excluded)
