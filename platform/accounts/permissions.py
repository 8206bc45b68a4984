"""Rights: which verbs, which records and which fields; the one place where they are decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Table, and_, false, or_

from definitions import NotAllowed, NotFound, Registry

from .actor import Actor
from .field_rights import SOMEWHERE, field_rights
from .role import NO_RIGHTS, THROUGH, FormRights
from .through import Sight, seen_through
from .work import Work

# Flows add what else a person must see: records in pools they claim from, records with a task of theirs.
# A contribution is (actor, form id, table) -> clause or None; it counts for those who do not see everything.
VISIBILITY: Registry[Callable[[Actor, str, Table], ColumnElement[bool] | None]] = Registry("visibility")


# Those who see a part: engines may add to it.
LIMITED = ("own", "team", THROUGH)


def allowed(actor: Actor, verb: str, form: Any = None) -> bool:
    """Whether the actor may do this (to records of a form) at all; which records is `visible`'s answer."""
    if actor.is_system:
        return True
    if actor.role is None:
        return False
    if verb in ("configure", "people"):
        return getattr(actor.role, verb)
    if verb == "report":
        return actor.role.reports != "none"
    rights = rights_on(actor, form)
    return rights.see != "none" if verb == "see" else verb in rights.do


def require(work: Work, verb: str, form: Any = None) -> None:
    """Refuses what is not allowed; of a form that the actor may not see, even its being there is kept quiet."""
    if allowed(work.actor, verb, form):
        return
    if form is not None and rights_on(work.actor, form) == NO_RIGHTS:
        raise NotFound()
    raise NotAllowed("accounts.not_allowed", verb=_words_for(verb))


def rights_on(actor: Actor, form: Any) -> FormRights:
    """What the actor's role says about a form (its id or definition)."""
    return actor.role.on(_id_of(form)) if actor.role is not None else NO_RIGHTS


def visible(actor: Actor, form: Any, table: Table) -> ColumnElement[bool]:
    """The clause that keeps a query to the records this actor may see; it holds for every door."""
    if actor.is_system or not isinstance(table, Table):  # the system outlives every table that is published
        return _visible(actor, form, table)
    return actor.derived(
        ("visible", _id_of(form) if form is not None else None, table), lambda: _visible(actor, form, table)
    )


def _visible(actor: Actor, form: Any, table: FromClause) -> ColumnElement[bool]:
    return and_(table.c.trashed_at.is_(None), _seen(actor, form, table, sight=visible))


def seen(actor: Actor, form: Any, table: Table) -> ColumnElement[bool]:
    """The same, of records in the trash too."""
    return _seen(actor, form, table, sight=seen)


def _seen(actor: Actor, form: Any, table: FromClause, *, sight: Sight) -> ColumnElement[bool]:
    """`sight` says which records of other forms open those that point at them."""
    if actor.is_system:
        return table.c.id.is_not(None)
    rights = rights_on(actor, form)
    clause = _of_level(actor, form, table, level=rights.see, sight=sight)
    if rights.see not in LIMITED:
        return clause
    more = (contribute(actor, _id_of(form), table) for _, contribute in VISIBILITY.items())
    return or_(clause, *(each for each in more if each is not None))


def sees_all(actor: Actor, form: Any) -> bool:
    """Whether `visible` is the same for this actor as for the system: nothing but the trash is left out."""
    return actor.is_system or rights_on(actor, form).see == "all"


def reported(actor: Actor, form: Any, table: Table) -> ColumnElement[bool]:
    """The records that an actor's reports count: as far as `reports` goes, if they see the form at all."""
    if actor.is_system:
        return visible(actor, form, table)
    rights = rights_on(actor, form)
    level = actor.role.reports if actor.role is not None and rights.see != "none" else "none"
    level = level if rights.see != THROUGH or level == "none" else THROUGH
    return and_(table.c.trashed_at.is_(None), _of_level(actor, form, table, level=level, sight=reported))


def people_in_reach(actor: Actor, person: Table) -> ColumnElement[bool]:
    """The people that an actor's reports count: oneself, one's own, or everybody."""
    if actor.is_system or (actor.role is not None and actor.role.reports == "all"):
        return person.c.id.is_not(None)
    level = actor.role.reports if actor.role is not None else "none"
    if level == "none" or actor.person_id is None:
        return false()
    ours = {actor.person_id, *(actor.people if level == "team" else ())}
    return person.c.id.in_(sorted(ours))


def readable_fields(actor: Actor, form: Any, *, stage: str | None = SOMEWHERE) -> frozenset[str]:
    """The ids of the form's fields that the actor may see of a record in this stage; else in at least one stage."""
    return field_rights(actor, form).readable(stage)


def writable_fields(actor: Actor, form: Any, *, stage: str | None = SOMEWHERE) -> frozenset[str]:
    """The ids of the form's fields that the actor may fill, likewise."""
    return field_rights(actor, form).writable(stage)


def unmaskable_fields(actor: Actor, form: Any, *, stage: str | None = SOMEWHERE) -> frozenset[str]:
    """The ids of the form's sensitive fields of which the actor may see the whole, by an act that is remembered."""
    named = frozenset(each.id for each in form.fields) if actor.is_system else rights_on(actor, form).unmask
    return named & readable_fields(actor, form, stage=stage)


def _of_level(actor: Actor, form: Any, table: FromClause, *, level: str, sight: Sight) -> ColumnElement[bool]:
    rights = rights_on(actor, form)
    if level == THROUGH:
        return seen_through(actor, _id_of(form), table, rights, sight=sight)
    return _WHOSE[level](actor, rights, table)


def _none(actor: Actor, rights: FormRights, table: Table) -> ColumnElement[bool]:
    return false()


def _own(actor: Actor, rights: FormRights, table: Table) -> ColumnElement[bool]:
    mine = table.c.created_by == actor.person_id
    if "owner" not in table.c:
        return mine
    return or_(table.c.owner == actor.person_id, and_(table.c.owner.is_(None), mine))


def _team(actor: Actor, rights: FormRights, table: Table) -> ColumnElement[bool]:
    """Records of my people and teams; who hands records out also sees those that nobody has."""
    people = sorted(actor.people | {actor.person_id}) if actor.person_id is not None else sorted(actor.people)
    if "owner" not in table.c:
        return table.c.created_by.in_(people)
    ours = [table.c.owner.in_(people), _own(actor, rights, table)]
    if "team" in table.c:
        ours.append(table.c.team.in_(sorted(actor.teams)))
    if "assign" in rights.do:
        unowned = table.c.owner.is_(None)
        ours.append(and_(unowned, table.c.team.is_(None)) if "team" in table.c else unowned)
    return or_(*ours)


def _all(actor: Actor, rights: FormRights, table: Table) -> ColumnElement[bool]:
    return table.c.id.is_not(None)


_WHOSE = {"none": _none, "own": _own, "team": _team, "all": _all}


def _id_of(form: Any) -> str:
    return form if isinstance(form, str) else form.id


def _words_for(verb: str) -> dict[str, str]:
    from definitions import LANGUAGES, say

    return {language: say(f"accounts.verb.{verb}", language) for language in LANGUAGES}
