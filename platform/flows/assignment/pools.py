"""Pools: records nobody owns, taken by whoever may, given back with a reason."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from accounts import Work, allowed, calendar_of, people, require
from definitions import AlreadyDone, NotAllowed, NotFound, Refused
from forms import table_of
from records import AssignmentRow, assignments, store

from ..routing import AT_ONCE, NEVER_AGAIN, Asked, Desk, Limits, Pool, Workload, over
from ..subject import Subject, seen_row, subject_of, take
from .handover import Assigned, Handover, hand_one_over
from .in_hand import Said, Words, before_of, by_hand, clean
from .staff import desk_of, routing_for, workload_of

CLAIMED = "claimed"


def claim(work: Work, form_id: str, record: int) -> Assigned:
    """Takes a record out of a pool; of two who try at once one gets it and the other is told who did."""
    if not allowed(work.actor, "claim", form_id):
        seen_row(work, form_id, record)  # a record out of sight is not there, whatever one may do
    require(work, "claim", form_id)
    row = store.lock(work.connection, table_of(work.catalog, form_id), record)
    if row is None or row.trashed_at is not None:
        raise NotFound()
    desk = desk_of(work, routing_for(work, form_id))
    pool = desk.router.routing.pool(row.pool)
    if pool is None:
        raise _gone(work, desk, form_id, record)
    subject = subject_of(work, form_id, row)
    _require_claimer(work, desk, pool, subject)
    decision = by_hand(desk, subject, owner=work.actor.person_id)
    handover = Handover(record, CLAIMED, decision, before_of(subject), accepted=True, more={"from_pool": pool.id})
    return hand_one_over(work, subject, desk.router.routing, handover, staff=desk.staff)


def release(
    work: Work, form_id: str, record: int, words: str, *, pool: str | None = None, reason: str | None = None
) -> Assigned:
    """Gives a record back to a pool, with the reason that the next person reads."""
    subject = take(work, form_id, record)
    require(work, "release", form_id)
    if subject.owner is None:
        raise Refused("routing.refused.nobody_has_it")
    if subject.owner != work.actor.person_id and not allowed(work.actor, "assign", form_id):
        raise NotAllowed("routing.refused.not_yours")
    desk = desk_of(work, routing_for(work, form_id))
    pools = desk.router.routing.pools
    if not pools:
        raise Refused("routing.refused.no_pool")
    target = desk.router.routing.pool(pool) if pool else pools[0]
    said = Said.of(words, reason, target.reasons if target else ())
    handover = into_pool(subject, desk, pool or pools[0].id, how="released", words=said.told, reason=said.id)
    return hand_one_over(work, subject, desk.router.routing, handover, staff=desk.staff)


def into_pool(
    subject: Subject, desk: Desk, pool: str, *, how: str, words: Words, reason: str | None = None
) -> Handover:
    """How a record is put where nobody owns it."""
    routing = desk.router.routing
    if routing.pool(pool) is None:
        raise NotFound("routing.refused.unknown_pool", pool=pool)
    if subject.row.pool == pool:
        raise AlreadyDone("routing.refused.in_pool", pool=routing.pool(pool).label)
    decision = by_hand(desk, subject, pool=pool)
    more = {"words": clean(words) if isinstance(words, str) else words, "reason": reason}
    return Handover(subject.id, how, decision, before_of(subject), more=more)


def claims_left(work: Work, form_id: str, pool: Pool) -> int | None:
    """How many records the actor may still claim today; None without a limit."""
    if pool.per_day is None:
        return None
    person = work.actor.person_id
    return max(0, pool.per_day - _claimed(work, form_id, pool, person).today(person))


def _require_claimer(work: Work, desk: Desk, pool: Pool, subject: Subject) -> None:
    """The pool is meant for this person, and their limits allow one more."""
    if not _may_claim(desk, pool, work.actor.person_id, subject):
        raise NotFound()
    person = work.actor.person_id
    _require_waited(work, pool, subject.form.id, subject.id)
    claimed = _claimed(work, subject.form.id, pool, person)
    reason = over(Limits(pool.open, pool.per_day), claimed, person)
    if reason is not None:
        key = reason.code.rsplit(".", 1)[-1]
        raise Refused(f"routing.refused.claim_{key}", **reason.params)


def may_claim_at(work: Work, form_id: str, pool: Pool, records: Collection[int]) -> Mapping[int, datetime | None]:
    """When the actor may claim again what they had before: by record; None for never. What they may now is left out."""
    if pool.former_owner == AT_ONCE or work.actor.person_id is None:
        return {}
    left = assignments.left_by(work.connection, form_id, work.actor.person_id, records)
    if pool.former_owner == NEVER_AGAIN:
        return dict.fromkeys(left)
    calendar = calendar_of(work, work.actor.person_id)
    ends = {record: calendar.add(at, pool.former_owner) for record, at in left.items()}
    return {record: moment for record, moment in ends.items() if moment > work.now}


def _require_waited(work: Work, pool: Pool, form_id: str, record: int) -> None:
    waits = may_claim_at(work, form_id, pool, [record])
    if record not in waits:
        return
    if waits[record] is None:
        raise Refused("routing.refused.claim_never_again")
    raise Refused("routing.refused.claim_waits", until=_shown(work, waits[record]))


def _shown(work: Work, moment: datetime) -> str:
    return moment.astimezone(ZoneInfo(work.timezone)).strftime("%m-%d %H:%M")


def _claimed(work: Work, form_id: str, pool: Pool, person: int) -> Workload:
    """What somebody holds of the form, and what they took out of this pool today."""
    return workload_of(work, form_id, [person], how=[CLAIMED], from_pool=pool.id)


def _may_claim(desk: Desk, pool: Pool, person_id: int | None, subject: Subject | None = None) -> bool:
    person = desk.staff.by_id.get(person_id)
    asked = Asked(pool.who)
    if person is None or not person.active or not asked.means(person):
        return False
    return subject is None or asked.fits(person, subject.values, desk.env) is True


def _gone(work: Work, desk: Desk, form_id: str, record: int) -> Refused:
    """Who was faster, for those who could have had it; for everybody else there is no such record."""
    history = assignments.history(work.connection, form_id, record)
    last, before = (history[-1] if history else None), (history[-2] if len(history) > 1 else None)
    if last is None or last.how != CLAIMED or last.owner is None or before is None:
        return NotFound()
    pool = desk.router.routing.pool(before.pool)
    if pool is None or not _may_claim(desk, pool, work.actor.person_id):
        return NotFound()
    if last.owner == work.actor.person_id:
        return AlreadyDone("routing.refused.yours_already")
    return _taken(work, last)


def _taken(work: Work, last: AssignmentRow) -> AlreadyDone:
    name = people.names(work.connection, [last.owner]).get(last.owner, "")
    seconds = max(0, int((work.now - last.at).total_seconds()))
    unit, n = next(((unit, seconds // size) for unit, size in _UNITS if seconds >= size), ("seconds", 0))
    return AlreadyDone(f"routing.refused.claim_lost.{unit}", name=name, n=n, seconds=seconds, by=last.owner)


_UNITS = (("days", 86400), ("hours", 3600), ("minutes", 60), ("seconds", 1))
