"""Sight through links: who sees a record sees what points at it, as far as their role says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Table, and_, false, or_, select

from definitions import Catalog, Registry

from .actor import Actor
from .role import THROUGH, FormRights, RoleDefinition


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


def sight_of(catalog: Catalog, role: RoleDefinition, form: str) -> frozenset[str]:
    """Whose records a role sees of a form (none, own, team, all): by its rights there, or at the end of its links."""
    return frozenset(_levels(catalog, role, form, frozenset()))


def _levels(catalog: Catalog, role: RoleDefinition, form: str, passed: frozenset[str]) -> Iterator[str]:
    rights = role.on(form)
    if rights.see != THROUGH:
        yield rights.see
    elif form not in passed:
        for end in pointed_at(catalog, form, rights.through):
            yield from _levels(catalog, role, end, passed | {form})


def links_of(definition: Any) -> Mapping[str, str]:
    """The fields of a form that point at one record, each with the form of that."""
    return {field.id: field.points_at for field in definition.fields if field.points_at}


def pointed_at(catalog: Catalog, form: str, through: tuple[str, ...]) -> Iterator[str]:
    """The forms at the other ends of these links."""
    definition = catalog.find("form", form)
    links = links_of(definition) if definition is not None and through else {}
    return (links[name] for name in through if name in links)
