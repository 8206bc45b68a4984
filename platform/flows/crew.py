"""The people that tasks and notices fall on: who is whose superior, who has which role, and when they work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from accounts import Person, Roster, Work, WorkingCalendar, roster_of
from records import tasks

from .clocks.limit import Reckoned
from .pipelines import NOBODY, QUEUE, OverdueStep, Party
from .task_work.giving import Given, fairest, who_is_out


class Crew:
    """Everybody who works here, read once for one transaction."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._calendars: dict[int | None, WorkingCalendar] = {}
        self._planned: Counter[int] = Counter()
        self.reckoned = Reckoned()

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

    def give(self, party: Party, owner: int | None, key: str, values: Mapping[str, Any] | None = None) -> Given:
        """Who gets a task; of several who could, whoever has least to do. Where there is nobody, the owner."""
        if not party.is_group:
            return Given(self._one(party, owner, values or {}))
        members = self._members(party, owner)
        if not members:
            return Given(owner, why={"of": str(party), "nobody": True})
        if party.give == QUEUE:
            return self._queue(party)
        loads = {id: self._loads.get(id, 0) + self._planned[id] for id in members}
        chosen, why = fairest(members, loads, self._out, key=key)
        return Given(chosen, why={"of": str(party), **why})

    def all_of(self, party: Party, owner: int | None, values: Mapping[str, Any]) -> tuple[int, ...]:
        """Everybody that a party stands for: all of a role or a team, the nearest superior who is in."""
        if party.is_group:
            return tuple(self._members(party, owner))
        if party.kind == "superior":
            return self._there(self.superiors(owner))[:1]
        found = self._one(party, owner, values)
        return (found,) if self.person(found) else ()

    def count(self, person: int | None) -> None:
        """Somebody has one task more; whoever is chosen next is chosen with that in mind."""
        if person is not None:
            self._planned[person] += 1

    def assignee(self, party: Party, owner: int | None, key: str) -> int | None:
        """The person alone, where nothing is made of a queue."""
        return self.give(party, owner, key).person

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

    @cached_property
    def _loads(self) -> dict[int, int]:
        """How many open tasks everybody has, those not counted that this crew has been given."""
        return tasks.open_counts(self._work.connection, [person.id for person in self.roster.people])

    @cached_property
    def _out(self) -> Mapping[int, str]:
        return who_is_out(self.roster.people, self.roster.away(self._work.now))

    def _one(self, party: Party, owner: int | None, values: Mapping[str, Any]) -> int | None:
        if party.kind == "superior":
            return next(iter(self.superiors(owner)), owner)
        if party.kind == "person":
            return next((person.id for person in self.roster.people if person.login == party.value), owner)
        if party.kind == "field":
            named = self.person(values.get(party.value))
            return named.id if named else owner
        return owner

    def _queue(self, party: Party) -> Given:
        team = self.roster.tree.by_key(party.value) if party.kind == "team" else None
        role = None if team else party.value
        return Given(None, team.id if team else None, role, why={"of": str(party), "queue": True})

    def _receivers(self, step: OverdueStep, owner: int | None) -> tuple[int, ...]:
        party = step.party
        if party.kind == "superior":
            line = self._there(self.superiors(owner))
            return line[min(step.tier, len(line)) - 1 :][:1] if line else ()
        if party.is_group:
            return tuple(self._members(party, owner))
        found = self._one(party, owner, {})
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
