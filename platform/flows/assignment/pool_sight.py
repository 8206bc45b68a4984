"""Who may claim from a pool sees what lies in it: one clause, with the actor's own attributes filled in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, Text, and_, cast, exists, literal, null, or_, select

from accounts import VISIBILITY, Actor, allowed, default_calendar
from forms import columns_of, scope_of
from records import tables
from rules import Env, Scope, Type, compile_sql

from ..routing import PERSON_PREFIX, Candidate, Routing, Who, with_person

ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)  # the condition of a pool asks for no moment; a check says so
LISTS = (Type.TEXTS, Type.CHOICES, Type.LINKS)


@VISIBILITY.register("pools")
def pooled_records(actor: Actor, form_id: str, table: Table) -> ColumnElement[bool] | None:
    """Whoever may claim from a pool sees what lies in it."""
    if actor.catalog is None or not allowed(actor, "claim", form_id) or "pool" not in table.c:
        return None
    routings: tuple[Routing, ...] = actor.catalog.of_form("routing", form_id)
    pools = [pool for routing in routings[:1] for pool in routing.pools if _has_role(actor, pool.who)]
    clauses = [
        and_(table.c.pool == pool.id, *_meant(actor, pool.who), *_fits(actor, form_id, table, pool.who))
        for pool in pools
    ]
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


def _fits(actor: Actor, form_id: str, table: Table, who: Who) -> list[ColumnElement[bool]]:
    """The pool's condition on person and record: asked of the records alone, for this one person."""
    if who.match is None:
        return []
    scope = with_person(scope_of(actor.catalog, form_id), who.match)
    known = {**columns_of(actor.catalog, form_id), **_mine(actor, who, scope)}
    columns = {name: _of(table, known[name]) for name in who.match.names}
    return [compile_sql(who.match, columns, Env(ANY_TIME, default_calendar(actor.catalog).zone.key), scope)]


def _mine(actor: Actor, who: Who, scope: Scope) -> dict[str, ColumnElement]:
    me = Candidate(actor.person_id or 0, actor.login, actor.name, actor.role.id if actor.role else "")
    values = {**me.values(), **{PERSON_PREFIX + name: value for name, value in actor.attributes.items()}}
    names = [name for name in who.match.names if name.startswith(PERSON_PREFIX)]
    return {name: _literal(values.get(name), scope.names[name].type) for name in names}


def _literal(value: Any, type: Type) -> ColumnElement:
    """An attribute as a column of this type would keep it."""
    if value is None:
        return cast(null(), Text)
    if type in LISTS:
        several = value if isinstance(value, (list, tuple)) else (value,)
        return literal(f"|{'|'.join(map(str, several))}|", Text)
    return literal(value)


def _of(table: Table, column: ColumnElement) -> ColumnElement:
    """The same column of the table that is asked, which may go by another name in the query."""
    return table.c[column.name] if isinstance(column, Column) else column


def _teams_above(team: int | None):
    """The keys of a team and of those it lies in."""
    each = tables.team
    above = select(each.c.id, each.c.key, each.c.parent).where(each.c.id == team).cte("above", recursive=True)
    parent = each.alias("parent")
    above = above.union(select(parent.c.id, parent.c.key, parent.c.parent).join(above, above.c.parent == parent.c.id))
    return select(above.c.key)
