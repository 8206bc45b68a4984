"""From a person's number to an actor: the person, their role in this revision, and whose records are their team's."""

from __future__ import annotations

from sqlalchemy import Connection

from definitions import Catalog, NotFound

from . import people
from .actor import Actor
from .person import Person
from .roster import Roster, roster_of

MOST_KNOWN = 100


def actor_of(connection: Connection, catalog: Catalog, person: Person | int) -> Actor:
    """The actor that a person is; NotFound for somebody who has left.

    A role that this revision does not have gives no right at all.
    """
    roster = roster_of(connection)
    found = person if isinstance(person, Person) else roster.by_id.get(person)
    if found is None or not found.active:
        raise NotFound("accounts.no_person", person=person.id if isinstance(person, Person) else person)
    if found is not roster.by_id.get(found.id):
        return _actor(roster, catalog, found)
    known = roster.derived("actors", _Known).of(catalog)
    actor = known.get(found.id)
    if actor is None:
        actor = known[found.id] = _actor(roster, catalog, found)
    return actor


class _Known:
    """The actors that people are under one catalog: that of the newest revision, not those before it; not all at once.

    What is kept of one actor's rights takes a tenth of a megabyte for each form.
    """

    def __init__(self) -> None:
        self._kept: tuple[Catalog | None, dict[int, Actor]] = (None, {})

    def of(self, catalog: Catalog) -> dict[int, Actor]:
        kept_for, known = self._kept
        if kept_for is not catalog or len(known) >= MOST_KNOWN:
            known = {}
            self._kept = (catalog, known)
        return known


def _actor(roster: Roster, catalog: Catalog, found: Person) -> Actor:
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
