"""Pools: records nobody owns, taken by whoever may, given back with a reason."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Table, and_, exists, literal, or_, select

from accounts import VISIBILITY, Actor, Work, allowed, people, require
from definitions import AlreadyDone, NotAllowed, NotFound, Refused
from forms import table_of
from records import AssignmentRow, assignments, store, tables

from ..routing import Asked, Desk, Limits, Pool, Routing, Who, over
from ..subject import Subject, subject_of, take
from .handover import Assigned, Handover, hand_one_over
from .in_hand import before_of, by_hand, clean, words_needed
from .staff import desk_of, routing_for, workload_of

CLAIMED = "claimed"


def claim(work: Work, form_id: str, record: int) -> Assigned:
    """Takes a record out of a pool; of two who try at once one gets it and the other is told who did."""
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


def release(work: Work, form_id: str, record: int, words: str, *, pool: str | None = None) -> Assigned:
    """Gives a record back to a pool, with the reason that the next person reads."""
    subject = take(work, form_id, record)
    require(work, "release", form_id)
    words = words_needed(words)
    if subject.owner is None:
        raise Refused("routing.refused.nobody_has_it")
    if subject.owner != work.actor.person_id and not allowed(work.actor, "assign", form_id):
        raise NotAllowed("routing.refused.not_yours")
    desk = desk_of(work, routing_for(work, form_id))
    pools = desk.router.routing.pools
    if not pools:
        raise Refused("routing.refused.no_pool")
    return into_pool(work, subject, desk, pool or pools[0].id, how="released", words=words)


def into_pool(work: Work, subject: Subject, desk: Desk, pool: str, *, how: str, words: str) -> Assigned:
    """Puts a record where nobody owns it."""
    routing = desk.router.routing
    if routing.pool(pool) is None:
        raise NotFound("routing.refused.unknown_pool", pool=pool)
    if subject.row.pool == pool:
        raise AlreadyDone("routing.refused.in_pool", pool=routing.pool(pool).label)
    decision = by_hand(desk, subject, pool=pool)
    handover = Handover(subject.id, how, decision, before_of(subject), more={"words": clean(words)})
    return hand_one_over(work, subject, routing, handover, staff=desk.staff)


def claims_left(work: Work, form_id: str, pool: Pool) -> int | None:
    """How many records the actor may still claim today; None without a limit."""
    if pool.per_day is None:
        return None
    person = work.actor.person_id
    return max(0, pool.per_day - workload_of(work, form_id, [person], how=[CLAIMED]).today(person))


def _require_claimer(work: Work, desk: Desk, pool: Pool, subject: Subject) -> None:
    """The pool is meant for this person, and their limits allow one more."""
    if not _may_claim(desk, pool, work.actor.person_id, subject):
        raise NotFound()
    person = work.actor.person_id
    claimed = workload_of(work, subject.form.id, [person], how=[CLAIMED])
    reason = over(Limits(pool.open, pool.per_day), claimed, person)
    if reason is not None:
        key = reason.code.rsplit(".", 1)[-1]
        raise Refused(f"routing.refused.claim_{key}", **reason.params)


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


@VISIBILITY.register("pools")
def pooled_records(actor: Actor, form_id: str, table: Table) -> ColumnElement[bool] | None:
    """Whoever may claim from a pool sees what lies in it."""
    if actor.catalog is None or not allowed(actor, "claim", form_id) or "pool" not in table.c:
        return None
    routings: tuple[Routing, ...] = actor.catalog.of_form("routing", form_id)
    pools = [pool for routing in routings[:1] for pool in routing.pools]
    clauses = [and_(table.c.pool == pool.id, *_meant(actor, pool.who)) for pool in pools if _has_role(actor, pool.who)]
    return or_(*clauses) if clauses else None


def _has_role(actor: Actor, who: Who) -> bool:
    return who.role is None or (actor.role is not None and actor.role.id == who.role)


def _meant(actor: Actor, who: Who) -> list[ColumnElement[bool]]:
    """What has to hold of the actor beside their role."""
    clauses: list[ColumnElement[bool]] = []
    if who.people:
        person = tables.person.c
        clauses.append(exists(select(person.id).where(person.id == actor.person_id, person.login.in_(who.people))))
    if who.team is not None:
        clauses.append(literal(who.team).in_(_teams_above(actor.team)))
    return clauses


def _teams_above(team: int | None):
    """The keys of a team and of those it lies in."""
    each = tables.team
    above = select(each.c.id, each.c.key, each.c.parent).where(each.c.id == team).cte("above", recursive=True)
    parent = each.alias("parent")
    above = above.union(select(parent.c.id, parent.c.key, parent.c.parent).join(above, above.c.parent == parent.c.id))
    return select(above.c.key)
