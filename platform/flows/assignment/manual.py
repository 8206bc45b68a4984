"""A person decides who gets a record: through the same door, with the same history."""

from __future__ import annotations

from accounts import Work, require
from definitions import AlreadyDone, NotFound, Reason, Refused

from ..routing import Candidate, Desk, Limits, absence, over
from ..subject import take
from .handover import Assigned, Handover, hand_one_over
from .in_hand import before_of, by_hand, clean
from .pools import into_pool
from .staff import desk_of, routing_for


def assign(
    work: Work, form_id: str, record: int, *, to: int | None = None, pool: str | None = None, words: str = ""
) -> Assigned:
    """Hands a record to a person or puts it into a pool; what speaks against it is recorded and told, not refused."""
    subject = take(work, form_id, record)
    require(work, "assign", form_id)
    routing = routing_for(work, form_id)
    desk = desk_of(work, routing)
    if pool is not None:
        return into_pool(work, subject, desk, pool, how="manual", words=words)
    person = colleague(desk, to)
    if person.id == subject.owner:
        raise AlreadyDone("routing.refused.has_it", name=person.name)
    warnings = warnings_about(desk, person)
    decision = by_hand(desk, subject, owner=person.id)
    mine = person.id == work.actor.person_id
    more = {"words": clean(words), "warnings": [warning.as_json() for warning in warnings]}
    handover = Handover(record, "manual", decision, before_of(subject), must_accept=not mine, accepted=mine, more=more)
    return hand_one_over(work, subject, routing, handover, staff=desk.staff)


def warnings_about(desk: Desk, person: Candidate) -> list[Reason]:
    """What the rules would have said: away, or at the limit of the first rule that means this person."""
    found = [] if person.is_there else [absence(person)]
    desk.standing.workload.know([person.id])
    full = over(limits_for(desk, person), desk.standing.workload, person.id)
    return [*found, full] if full is not None else found


def limits_for(desk: Desk, person: Candidate) -> Limits:
    """The limits of the first rule that means this person; who gets a customer's next record has none by that."""
    rules = (rule for rule in desk.router.rules if rule.kinship is None and rule.asked.means(person))
    first = next(rules, None)
    return first.definition.limits if first is not None else Limits()


def colleague(desk: Desk, to: int | None) -> Candidate:
    """Somebody who works here."""
    person = desk.staff.by_id.get(to)
    if person is None:
        raise NotFound("routing.refused.unknown_person")
    if not person.active:
        raise Refused("routing.refused.left", name=person.name)
    return person
