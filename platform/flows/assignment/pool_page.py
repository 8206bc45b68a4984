"""What lies in a pool, since when and why, for whoever may see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, select

from accounts import Work, allowed, people, require, visible
from definitions import NotFound, Reason, say
from forms import found_by, record_values, search_words, table_of
from records import AssignmentRow, assignments, store

from ..routing import Pool, Routing
from . import claims_left, may_claim_at
from .staff import workload_of

SHOWN = 200
OLDEST, BEST, NEWEST = "oldest", "best", "newest"
_ORDERS = {
    OLDEST: lambda table: (table.c.assigned_at, table.c.id),
    BEST: lambda table: (table.c.score.is_(None), table.c.score.desc(), table.c.assigned_at, table.c.id),
    NEWEST: lambda table: (table.c.assigned_at.desc(), table.c.id.desc()),
}


@dataclass(frozen=True)
class Pooled:
    """One record that nobody owns, how it came to lie here, and whether the reader has to wait for it."""

    id: int
    number: str
    values: Mapping[str, Any]
    since: datetime | None
    why: str
    waits: bool = False
    claimable_at: datetime | None = None  # None where the reader waits for ever


@dataclass(frozen=True)
class PoolPage:
    """A pool with its records and what the reader may still take."""

    pool: Pool
    form: str
    rows: tuple[Pooled, ...]
    found: int
    lying: int
    may_claim: bool
    claims_left: int | None
    in_hand: int
    most_in_hand: int | None


def pool_page(work: Work, pool_id: str, *, words: str = "", sort: str = OLDEST) -> PoolPage:
    """The pool, as far as the words find; NotFound where there is none, or none for the reader."""
    routing, pool = pool_of(work, pool_id)
    require(work, "see", routing.form)
    table = table_of(work.catalog, routing.form)
    inside = and_(table.c.pool == pool_id, visible(work.actor, routing.form, table))
    wanted = and_(inside, *found_by(work, routing.form, search_words(words)))
    order = _ORDERS.get(sort, _ORDERS[OLDEST])(table)
    rows = work.connection.execute(select(table).where(wanted).order_by(*order).limit(SHOWN)).all()
    person = work.actor.person_id
    may_claim = _may_claim(work, routing, pool)
    return PoolPage(
        pool=pool,
        form=routing.form,
        rows=_pooled(work, routing, pool, rows),
        found=store.count(work.connection, table, wanted) if words or len(rows) == SHOWN else len(rows),
        lying=store.count(work.connection, table, inside),
        may_claim=may_claim,
        claims_left=claims_left(work, routing.form, pool),
        in_hand=workload_of(work, routing.form, [person]).open(person) if person else 0,
        most_in_hand=pool.open,
    )


def _pooled(work: Work, routing: Routing, pool: Pool, rows: Sequence[Any]) -> tuple[Pooled, ...]:
    ids = [row.id for row in rows]
    here = assignments.current_of_many(work.connection, routing.form, ids)
    names = people.names(work.connection, {id for one in here.values() for id in _people_in(one)})
    waits = may_claim_at(work, routing.form, pool, ids)
    return tuple(
        Pooled(
            row.id,
            row.number,
            record_values(row),
            row.assigned_at,
            _why(work, here.get(row.id), names),
            waits=row.id in waits,
            claimable_at=waits.get(row.id),
        )
        for row in rows
    )


def pool_of(work: Work, pool_id: str) -> tuple[Routing, Pool]:
    """The pool and the routing it belongs to."""
    for routing in work.catalog.all("routing"):
        pool = routing.pool(pool_id)
        if pool is not None:
            return routing, pool
    raise NotFound()


def _may_claim(work: Work, routing: Routing, pool: Pool) -> bool:
    role = work.actor.role
    meant = pool.who.role is None or (role is not None and role.id == pool.who.role)
    return meant and allowed(work.actor, "claim", routing.form)


def _people_in(row: AssignmentRow) -> set[int]:
    told = {row.actor, row.previous_owner, (row.decision.get("cause") or {}).get("person")}
    return {id for id in told if id is not None}


def _why(work: Work, row: AssignmentRow | None, names: Mapping[int, str]) -> str:
    """What led here: somebody's words first, else what the rules said."""
    if row is None:
        return ""
    cause, words = row.decision.get("cause"), row.decision.get("words") or ""
    if cause:
        return _say(
            work,
            f"why.{cause['what']}",
            name=names.get(cause.get("person"), ""),
            words=cause.get("words") or "",
            time=cause.get("time") or "",
        )
    if row.how in ("released", "manual"):
        key = "why.released" if row.how == "released" else "why.manual_words" if words else "why.manual"
        return _say(work, key, name=names.get(row.actor, _say(work, "system")), words=words)
    reason = row.decision.get("reason")
    return Reason.from_json(reason).text(work.language) if reason else _say(work, f"how.{row.how}", name="")


def _say(work: Work, key: str, **params: Any) -> str:
    return say(f"routing.{key}", work.language, **params)
