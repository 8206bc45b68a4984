"""From a person's number to an actor: the person, their role in this revision, and whose records are their team's."""

from __future__ import annotations

from sqlalchemy import Connection

from definitions import Catalog, NotFound

from . import people, teams
from .actor import Actor
from .person import Person


def actor_of(connection: Connection, catalog: Catalog, person: Person | int) -> Actor:
    """The actor that a person is; NotFound for somebody who has left.

    A role that this revision does not have gives no right at all.
    """
    found = person if isinstance(person, Person) else people.get(connection, person)
    if not found.active:
        raise NotFound("accounts.no_person", person=found.id)
    ours = people.team_ids(teams.tree(connection), found)
    return Actor(
        person_id=found.id,
        name=found.name,
        role=catalog.find("role", found.role),
        team=found.team,
        people=people.members(connection, ours) | {found.id},
        teams=ours,
        language=found.language,
        timezone=found.timezone,
        catalog=catalog,
    )
