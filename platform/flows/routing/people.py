"""Who could be given a record: one person each, with all that a rule may ask of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

PERSON_PREFIX = "person."


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person as routing sees them at one moment."""

    id: int
    login: str
    name: str = ""
    role: str = ""
    teams: tuple[str, ...] = ()  # their own team first, then the teams it lies in
    active: bool = True
    paused: bool = False
    away_until: datetime | None = None
    superiors: tuple[int, ...] = ()  # the nearest first
    attributes: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @property
    def is_there(self) -> bool:
        """Works here, is not on leave, and takes records."""
        return self.active and not self.paused and self.away_until is None

    def is_in(self, team: str) -> bool:
        """Whether they work in this team or in one below it."""
        return team in self.teams

    def values(self) -> dict[str, Any]:
        """What a `match` may name: `person.role`, `person.team` and every attribute."""
        team = self.teams[0] if self.teams else None
        known = {"login": self.login, "name": self.name, "role": self.role, "team": team}
        return {PERSON_PREFIX + name: _plain(value) for name, value in {**self.attributes, **known}.items()}


@dataclass(frozen=True)
class Staff:
    """Everybody a routing may think of, and which team answers to whom."""

    people: tuple[Candidate, ...]
    superiors: Mapping[str, tuple[int, ...]] = field(default_factory=dict)  # of each team, the nearest first
    team_ids: Mapping[int, int | None] = field(default_factory=dict)  # person → their team's id

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {person.id: person for person in self.people})
        object.__setattr__(self, "narrowed", {})  # by rule and values; what never depends on the moment or on loads
        object.__setattr__(self, "by_login", {person.login: person for person in self.people})

    def superior_of(self, person_id: int) -> Candidate | None:
        """The nearest superior who is there, else the nearest who works here at all."""
        person = self.by_id.get(person_id)
        return self._nearest(person.superiors if person is not None else (), person_id)

    def superior_of_team(self, team: str) -> Candidate | None:
        """Whom a team answers to; the next above while they are away."""
        return self._nearest(self.superiors.get(team, ()))

    def _nearest(self, line: Iterable[int], but: int | None = None) -> Candidate | None:
        active = [self.by_id[one] for one in line if one != but and one in self.by_id and self.by_id[one].active]
        return next((person for person in active if person.is_there), active[0] if active else None)


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
