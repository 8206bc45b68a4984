"""Everybody who works here with teams and leave: read once, and kept by the process until somebody changes it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from datetime import datetime
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import Connection, select

from definitions import Catalog
from records import tables

from . import people, people_version, teams
from .availability import calendar_for
from .calendars import Leave, WorkingCalendar, default_calendar, leave_of
from .person import Person
from .teams import TeamTree

T = TypeVar("T")

MOST_KEPT = 8  # installations and states that one process remembers
MOST_DERIVED = 256


class Roster:
    """People in the order of their names, also those who left; the tree of teams; everybody's leave.

    What somebody did last (`last_seen_at`) may be older than the table says.
    """

    def __init__(self, everybody: tuple[Person, ...], tree: TeamTree, leaves: Mapping[int, tuple[Leave, ...]]) -> None:
        self.everybody = everybody
        self.people = tuple(person for person in everybody if person.active)
        self.tree = tree
        self.by_id: Mapping[int | None, Person] = {person.id: person for person in everybody}
        self._leaves = leaves
        self._derived: dict[Hashable, Any] = {}

    def away(self, at: datetime) -> dict[int, datetime]:
        """Who is on leave at a moment, and until when."""
        return {
            person: max(leave.ends_at for leave in holding)
            for person, leaves in self._leaves.items()
            if (holding := [leave for leave in leaves if leave.starts_at <= at < leave.ends_at])
        }

    def members(self, teams: frozenset[int]) -> frozenset[int]:
        """Everybody in these teams, also those who left: their records remain the team's."""
        return frozenset(person.id for person in self.everybody if person.team in teams)

    def calendar(self, catalog: Catalog, person: int | None) -> WorkingCalendar:
        """When a person works, their leave cut out; the house's hours for nobody in particular and for who left."""
        known = self.by_id.get(person)
        if known is None or not known.active:
            return default_calendar(catalog)
        return calendar_for(catalog, known, self._leaves.get(known.id, ()))

    def derived(self, key: Hashable, build: Callable[[], T]) -> T:
        """Builds something from this roster once; keeps a bounded number of things."""
        found = self._derived.get(key)
        if found is None:
            if len(self._derived) >= MOST_DERIVED:
                self._derived.clear()
            found = self._derived[key] = build()
        return found


def roster_of(connection: Connection) -> Roster:
    """The people as this transaction first saw them: one small query while nobody changed anything."""
    before = people_version.read_before(connection)
    if before is not None:
        return before
    version = people_version.current(connection)
    if version is None:
        return _read(connection)
    with _lock:
        found = _kept.get(version)
    roster = found or _keep(version, _read(connection))
    people_version.remember(connection, roster)
    return roster


_kept: OrderedDict[str, Roster] = OrderedDict()
_lock = Lock()


def _keep(version: str, read: Roster) -> Roster:
    """What was read after the version was can only be newer than it; then nobody will ask for that version again."""
    with _lock:
        _kept[version] = read
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return read


def _read(connection: Connection) -> Roster:
    away = connection.scalars(select(tables.leave.c.person).distinct()).all()
    leaves = leave_of(connection, away) if away else {}
    return Roster(people.listing(connection, active=None), teams.tree(connection), leaves)
