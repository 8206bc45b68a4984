"""Sight through links: who sees a record sees what points at it, as far as their role says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, FromClause, Table, and_, false, or_, select

from definitions import Catalog, Registry

from .actor import Actor
from .role import FormRights


@dataclass(frozen=True, eq=False)
class LinkEnd:
    """Where a link points: the column that keeps it, the form there and the table of its records."""

    column: str
    form: str
    table: Table


# Forms say where their links point: (catalog, form id, field id) -> the end, or None where the field points nowhere.
LINK_ENDS: Registry[Callable[[Catalog, str, str], LinkEnd | None]] = Registry("link ends")

Sight = Callable[[Actor, str, FromClause], ColumnElement[bool]]


def seen_through(
    actor: Actor, form: str, table: FromClause, rights: FormRights, *, sight: Sight
) -> ColumnElement[bool]:
    """Records that point at one that the actor sees, those they own, and those they made that point at nothing yet.

    `sight` is the clause of the other form. Each link is looked up by itself: a list of all that is seen there would
    be made anew for the three rows below one record.
    """
    ends = tuple(_ends(actor, form, rights))
    if not ends:
        return false()
    clauses = [_points(actor, end, table, sight) for end in ends]
    if actor.person_id is not None:
        if "owner" in table.c:
            clauses.append(table.c.owner == actor.person_id)
        loose = (table.c[end.column].is_(None) for end in ends)
        clauses.append(and_(table.c.created_by == actor.person_id, *loose))
    return or_(*clauses)


def _ends(actor: Actor, form: str, rights: FormRights) -> Iterator[LinkEnd]:
    if actor.catalog is None:
        return
    for field in rights.through:
        found = (end_of(actor.catalog, form, field) for _, end_of in LINK_ENDS.items())
        yield from (end for end in found if end is not None)


def _points(actor: Actor, end: LinkEnd, table: FromClause, sight: Sight) -> ColumnElement[bool]:
    there = sight(actor, end.form, end.table)
    return select(end.table.c.id).where(end.table.c.id == table.c[end.column], there).correlate(table).exists()
