"""A person decides who gets a record: through the same door, with the same history."""

from __future__ import annotations

from dataclasses import replace

from accounts import Work, allowed, require
from definitions import AlreadyDone, Catalog, NotFound, Reason, Refused
from records import Reassignment, reassignments

from ..routing import Candidate, Desk, Limits, absence, over
from ..sending.notices import Notice, tell_grouped
from ..subject import Subject, take
from .handover import Assigned, Handover, hand_one_over
from .in_hand import before_of, by_hand, clean
from .pools import into_pool
from .staff import desk_of, routing_for


def assign(
    work: Work, form_id: str, record: int, *, to: int | None = None, pool: str | None = None, words: str = ""
) -> Assigned:
    """Hands a record to a person or puts it into a pool; what speaks against it is recorded and told, not refused.

    Whoever may only transfer hands over what is theirs, to a colleague and with a reason; their superior is told.
    """
    subject = take(work, form_id, record)
    transfers = not allowed(work.actor, "assign", form_id)
    if transfers:
        _require_transfer(work, subject, to, words)
    routing = routing_for(work, form_id)
    desk = desk_of(work, routing)
    if pool is not None:
        handover = into_pool(subject, desk, pool, how="manual", words=words)
        handover = replace(handover, batch=_begin(work, form_id, clean(words), pool=pool))
        return hand_one_over(work, subject, routing, handover, staff=desk.staff)
    person = taker(work, desk, form_id, to)
    if person.id == subject.owner:
        raise AlreadyDone("routing.refused.has_it", name=person.name)
    warnings = warnings_about(desk, person)
    decision = by_hand(desk, subject, owner=person.id)
    mine = person.id == work.actor.person_id
    more = {"words": clean(words), "warnings": [warning.as_json() for warning in warnings]}
    handover = Handover(record, "manual", decision, before_of(subject), must_accept=not mine, accepted=mine, more=more)
    handover = replace(handover, batch=_begin(work, form_id, clean(words), person=person.id))
    assigned = hand_one_over(work, subject, routing, handover, staff=desk.staff)
    if transfers:
        _tell_superior(work, subject, desk, assigned, person)
    return assigned


def may_transfer(work: Work, subject: Subject) -> bool:
    """Whether the actor may hand this record to a colleague: it is theirs."""
    mine = subject.owner is not None and subject.owner == work.actor.person_id
    return mine and allowed(work.actor, "transfer", subject.form.id)


def may_own(work: Work, role: str, form_id: str) -> bool:
    """Whether people of a role work on such records."""
    return is_owner_role(work.catalog, role, form_id)


def is_owner_role(catalog: Catalog, role: str, form_id: str) -> bool:
    """The same of a configuration that is not in effect yet."""
    found = catalog.find("role", role)
    return found is not None and bool({"accept", "advance"} & found.on(form_id).do)


def _require_transfer(work: Work, subject: Subject, to: int | None, words: str) -> None:
    if to is None or not may_transfer(work, subject):
        require(work, "assign", subject.form.id)
    if not clean(words):
        raise Refused("routing.refused.say_why_transfer")


def _begin(work: Work, form_id: str, words: str, *, person: int | None = None, pool: str | None = None) -> int:
    """An act of one record, which can be taken back like one of many."""
    plan = [{"form": form_id, "to": {"person": person, "pool": pool}, "n": 1}]
    return reassignments.begin(work.connection, Reassignment(work.now, work.actor.person_id, None, words, plan, 1))


def _tell_superior(work: Work, subject: Subject, desk: Desk, assigned: Assigned, person: Candidate) -> None:
    """Nobody asks them before; they see it at once and can hand it on or back."""
    superior = desk.staff.superior_of(work.actor.person_id)
    if superior is None or superior.id == person.id:
        return
    why = Reason("routing.why.transferred", {"name": work.actor.name, "to": person.name})
    key = f"transferred:{assigned.assignment}"
    notice = Notice(superior.id, "transferred", subject.form.id, subject.id, key, why=why)
    tell_grouped(work, [notice], cause=key)


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


def taker(work: Work, desk: Desk, form_id: str, to: int | None) -> Candidate:
    """Somebody who may be given such records; what an admin wrote into an automation holds as it is written."""
    person = colleague(desk, to)
    if not work.actor.is_system and not may_own(work, person.role, form_id):
        raise Refused("routing.refused.not_for_them", name=person.name)
    return person


def colleague(desk: Desk, to: int | None) -> Candidate:
    """Somebody who works here."""
    person = desk.staff.by_id.get(to)
    if person is None:
        raise NotFound("routing.refused.unknown_person")
    if not person.active:
        raise Refused("routing.refused.left", name=person.name)
    return person
