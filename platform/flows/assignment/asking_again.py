"""The wait is over: the rules are asked again about a record that nobody could take before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from accounts import Work
from definitions import NotFound
from records import AssignmentRow, Timer, assignments

from ..routing import WAITING
from ..subject import take
from .handover import Assigned, Handover, hand_one_over
from .in_hand import before_of
from .staff import desk_of, keep_turns, routing_of


def on_wait_over(work: Work, timer: Timer) -> Assigned | None:
    """What the timer does when it fires; None when somebody took the record in hand meanwhile."""
    work = work.as_system()
    try:
        subject = take(work, timer.form, timer.record)
    except NotFound:
        return None
    history = assignments.history(work.connection, timer.form, timer.record)
    routing = routing_of(work, timer.form)
    if routing is None or not history or history[-1].id != timer.data.get("assignment") or history[-1].ended_at:
        return None
    desk = desk_of(work, routing)
    desk.standing.kin.expect([subject.values])
    decision = desk.decide(subject.values, waited=waits_of(history))
    desk.give(decision, subject.values)
    keep_turns(work, desk)
    more = {"cause": {"what": "waited", "person": None, "words": None}}
    handover = Handover(
        subject.id, "routed", decision, before_of(subject), must_accept=decision.strategy is not None, more=more
    )
    return hand_one_over(work, subject, routing, handover, staff=desk.staff)


def waits_of(history: Sequence[AssignmentRow]) -> Mapping[str | None, int]:
    """How often the record has waited by each rule since anybody last had it."""
    waits: Counter[str | None] = Counter()
    for row in reversed(history):
        if row.decision.get("to") != WAITING:
            break
        waits[row.rule] += 1
    return waits
