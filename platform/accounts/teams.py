"""Teams: a tree whose every node may have a superior."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, update

from definitions import Label, NotFound, Refused
from records import tables

from . import people_version
from .permissions import require
from .work import Work


@dataclass(frozen=True)
class Team:
    """People who work together; `superior` is the person who answers for them."""

    id: int
    key: str
    label: Label
    parent: int | None = None
    superior: int | None = None


@dataclass(frozen=True)
class NewTeam:
    """What it takes to make a team."""

    key: str
    label: Any
    parent: int | None = None
    superior: int | None = None


class TeamTree:
    """All teams as they stand now: who is above and below whom."""

    def __init__(self, teams: Iterable[Team]) -> None:
        self._teams: Mapping[int, Team] = {team.id: team for team in teams}
        self._children: dict[int | None, list[Team]] = {}
        for team in self._teams.values():
            self._children.setdefault(team.parent, []).append(team)

    def __iter__(self) -> Iterator[Team]:
        """Every team, a parent before its children."""
        yield from self._below(None)

    def get(self, id: int | None) -> Team | None:
        """The team, or None."""
        return self._teams.get(id) if id is not None else None

    def by_key(self, key: str) -> Team | None:
        """The team that definitions call `key`, or None."""
        return next((team for team in self._teams.values() if team.key == key), None)

    def children(self, id: int | None) -> tuple[Team, ...]:
        """The teams directly below one; None gives the top ones."""
        return tuple(self._children.get(id, ()))

    def ancestors(self, id: int | None) -> Iterator[Team]:
        """The team itself and all above it, upwards."""
        seen: set[int] = set()
        team = self.get(id)
        while team is not None and team.id not in seen:
            seen.add(team.id)
            yield team
            team = self.get(team.parent)

    def subtree(self, *ids: int | None) -> frozenset[int]:
        """These teams and all below them."""
        roots = {id for id in ids if id in self._teams}
        return frozenset(roots | {team.id for root in roots for team in self._below(root)})

    def led_by(self, person: int) -> frozenset[int]:
        """The teams whose superior is this person."""
        return frozenset(team.id for team in self._teams.values() if team.superior == person)

    def superiors(self, person: int, team: int | None) -> tuple[int, ...]:
        """Who answers for a person of a team, nearest first; nobody is their own superior."""
        above = [each.superior for each in self.ancestors(team) if each.superior not in (None, person)]
        return tuple(dict.fromkeys(above))

    def _below(self, id: int | None) -> Iterator[Team]:
        for team in self._children.get(id, ()):
            yield team
            yield from self._below(team.id)


def tree(connection: Connection) -> TeamTree:
    """All teams."""
    c = tables.team.c
    rows = connection.execute(select(c.id, c.key, c.label, c.parent, c.superior).order_by(c.id))
    return TeamTree(Team(row.id, row.key, Label.of(row.label), row.parent, row.superior) for row in rows)


def get(connection: Connection, id: int) -> Team:
    """The team; NotFound when there is none."""
    team = tree(connection).get(id)
    if team is None:
        raise NotFound("accounts.no_team", team=id)
    return team


def add(work: Work, new: NewTeam) -> Team:
    """Makes a team; its key is how definitions name it."""
    require(work, "people")
    teams = tree(work.connection)
    most = tables.team.c.key.type.length
    if len(new.key) > most:
        raise Refused("accounts.too_long", value=new.key[:20], most=most)
    if teams.by_key(new.key):
        raise Refused("accounts.team_key_taken", team=new.key)
    _require_person(work, new.superior)
    if new.parent is not None and teams.get(new.parent) is None:
        raise NotFound("accounts.no_team", team=new.parent)
    label = Label.of(new.label, new.key)
    row = {"key": new.key, "label": label.as_written(), "parent": new.parent, "superior": new.superior}
    people_version.moved(work.connection)
    made = work.connection.execute(insert(tables.team).values(row).returning(tables.team.c.id)).scalar_one()
    return Team(made, new.key, label, new.parent, new.superior)


def rename(work: Work, id: int, label: Any) -> Team:
    """Gives a team another label; its key stays."""
    return _change(work, id, label=Label.of(label).as_written())


def set_superior(work: Work, id: int, person: int | None) -> Team:
    """Says who answers for a team."""
    _require_person(work, person)
    return _change(work, id, superior=person)


def move(work: Work, id: int, parent: int | None) -> Team:
    """Puts a team below another one, or at the top; never below itself."""
    teams = tree(work.connection)
    if parent is not None and teams.get(parent) is None:
        raise NotFound("accounts.no_team", team=parent)
    if parent in teams.subtree(id):
        raise Refused("accounts.team_below_itself", team=get(work.connection, id).label)
    return _change(work, id, parent=parent)


def _change(work: Work, id: int, **changes: Any) -> Team:
    require(work, "people")
    get(work.connection, id)
    people_version.moved(work.connection)
    work.connection.execute(update(tables.team).where(tables.team.c.id == id).values(**changes))
    return get(work.connection, id)


def _require_person(work: Work, person: int | None) -> None:
    c = tables.person.c
    known = select(c.id).where(c.id == person, c.active.is_(True))
    if person is not None and work.connection.execute(known).first() is None:
        raise NotFound("accounts.no_person", person=person)
