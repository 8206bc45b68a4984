"""From a person's number to an actor: the person, their role in this revision, and whose records are their team's."""

from __future__ import annotations

from sqlalchemy import Connection

from definitions import Catalog, NotFound

from . import people
from .actor import Actor
from .person import Person
from .roster import roster_of


def actor_of(connection: Connection, catalog: Catalog, person: Person | int) -> Actor:
    """The actor that a person is; NotFound for somebody who has left.

    A role that this revision does not have gives no right at all.
    """
    roster = roster_of(connection)
    found = person if isinstance(person, Person) else roster.by_id.get(person)
    if found is None or not found.active:
        raise NotFound("accounts.no_person", person=person.id if isinstance(person, Person) else person)
    ours = people.team_ids(roster.tree, found)
    return Actor(
        person_id=found.id,
        name=found.name,
        role=catalog.find("role", found.role),
        team=found.team,
        people=roster.members(ours) | {found.id},
        teams=ours,
        above=frozenset(team.id for team in roster.tree.ancestors(found.team)),
        language=found.language,
        timezone=found.timezone,
        login=found.login,
        attributes=found.attributes,
        catalog=catalog,
    )
