"""A record that somebody turned down goes on: to the next the rules find, to a superior, to a pool."""

from __future__ import annotations

from dataclasses import replace

from accounts import Work
from definitions import Reason
from records import AssignmentRow, assignments

from ..routing import Candidate, Desk, RoutingDecision
from ..routing.definition import NEXT, SUPERIOR, Destination
from ..subject import Subject
from .handover import HANDED_BACK, Assigned, Handover, hand_one_over
from .in_hand import Words, before_of, by_hand
from .manual import may_own
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


def give_back(work: Work, subject: Subject, refused: AssignmentRow, words: Words) -> Assigned | None:
    """What a person handed over and the other refused goes back to them, else to their superior; None if neither is."""
    routing = routing_for(work, subject.form.id)
    desk = desk_of(work, routing)
    back = _who_takes_back(work, desk, refused)
    if back is None:
        return None
    to = "handed_back" if back.id == refused.actor else "superior_of_giver"
    decision = replace(by_hand(desk, subject, owner=back.id), reason=Reason(f"{HANDED_BACK}.{to}"))
    desk.give(decision, subject.values)
    more = {"cause": {"what": "refused", "person": refused.owner, "words": words}, "words": words}
    theirs = back.id == refused.previous_owner  # they had said yes to it before they passed it on
    handover = Handover(subject.id, "passed_on", decision, before_of(subject), accepted=theirs, more=more)
    return hand_one_over(work, subject, routing, handover, staff=desk.staff)


def _who_takes_back(work: Work, desk: Desk, refused: AssignmentRow) -> Candidate | None:
    giver = desk.staff.by_id.get(refused.actor) if refused.how == "manual" else None
    above = desk.staff.superior_of(giver.id) if giver is not None else None
    for one in (giver, above):
        if one is not None and one.active and one.id != refused.owner and may_own(work, one.role, refused.form):
            return one
    return None


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
