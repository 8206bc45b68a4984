"""The people that tasks and notices fall on: who is whose superior, who has which role, and when they work."""

from __future__ import annotations

from functools import cached_property
from zlib import crc32

from accounts import Person, Roster, Work, WorkingCalendar, roster_of

from .pipelines import NOBODY, OverdueStep, Party


class Crew:
    """Everybody who works here, read once for one transaction."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._calendars: dict[int | None, WorkingCalendar] = {}

    @cached_property
    def roster(self) -> Roster:
        """Everybody, also who has left."""
        return roster_of(self._work.connection)

    def calendar(self, person: int | None) -> WorkingCalendar:
        """When a person works, their leave cut out; the house's hours for nobody in particular."""
        found = self._calendars.get(person)
        if found is None:
            found = self._calendars[person] = self.roster.calendar(self._work.catalog, person)
        return found

    def person(self, id: int | None) -> Person | None:
        """Somebody who works here."""
        known = self.roster.by_id.get(id)
        return known if known is not None and known.active else None

    def assignee(self, party: Party, owner: int | None, key: str) -> int | None:
        """Who gets a task; of several who could, the record's number says which, so that a repeat says the same."""
        if party.kind == "owner":
            return owner
        if party.kind == "superior":
            return next(iter(self.superiors(owner)), owner)
        if party.kind == "person":
            return next((person.id for person in self.roster.people if person.login == party.value), owner)
        members = self._members(party, owner)
        return members[crc32(key.encode()) % len(members)] if members else owner

    def receivers(self, step: OverdueStep, owner: int | None) -> tuple[int, ...]:
        """Whom a step tells; where it would be nobody, those who answer for the house."""
        if step.party == NOBODY:
            return ()
        found = self._receivers(step, owner)
        return found or self.house

    def superiors(self, person: int | None) -> tuple[int, ...]:
        """All who answer for a person, nearest first."""
        known = self.person(person)
        line = self.roster.tree.superiors(known.id, known.team) if known else ()
        return tuple(id for id in line if self.person(id))

    def team_of(self, person: int | None) -> int | None:
        """The team somebody works in."""
        known = self.person(person)
        return known.team if known else None

    @cached_property
    def house(self) -> tuple[int, ...]:
        """Who answers for everything: the superiors of the topmost teams, else whoever arranges people."""
        top = [team.superior for team in self.roster.tree.children(None) if self.person(team.superior)]
        if top:
            return tuple(dict.fromkeys(top))
        roles = {role.id for role in self._work.catalog.all("role") if role.people}
        return tuple(person.id for person in self.roster.people if person.role in roles)

    def _receivers(self, step: OverdueStep, owner: int | None) -> tuple[int, ...]:
        party = step.party
        if party.kind == "superior":
            line = self._there(self.superiors(owner))
            return line[min(step.tier, len(line)) - 1 :][:1] if line else ()
        if party.kind in ("role", "team"):
            return tuple(self._members(party, owner))
        found = self.assignee(party, owner, "")
        return (found,) if self.person(found) else ()

    def _there(self, line: tuple[int, ...]) -> tuple[int, ...]:
        """Those of a line who are not on leave now: nobody waits for a superior on holiday while one above is there."""
        away = self.roster.away(self._work.now)
        return tuple(person for person in line if person not in away) or line

    def _members(self, party: Party, owner: int | None) -> list[int]:
        """Everybody of a role or a team; of a role, those of the owner's own team where it has some."""
        if party.kind == "team":
            team = self.roster.tree.by_key(party.value)
            inside = self.roster.tree.subtree(team.id) if team else frozenset()
            return sorted(person.id for person in self.roster.people if person.team in inside)
        members = [person for person in self.roster.people if person.role == party.value]
        near = [person for person in members if person.team is not None and person.team == self.team_of(owner)]
        return sorted(person.id for person in near or members)
