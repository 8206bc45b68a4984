"""Who works here and what they hold, read for one transaction: the desk at which it hands records out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from accounts import Person, Roster, TeamTree, Work
from definitions import Label
from forms import table_of
from records import assignments, rotations

from ..crew import Crew
from ..measures import StoredHistory
from ..routing import Candidate, Desk, Destination, Duty, Rotation, Routing, Staff, Standing, Workload
from ..routing.definition import NEXT
from ..stored import house_env
from .kin import StoredKin

# One lock for a whole routing: limits count what a person got by any of its rules.
WHOLE = "*"
AN_HOUR = timedelta(hours=1)


def routing_of(work: Work, form_id: str) -> Routing | None:
    """The routing of a form, if it has one."""
    return next(iter(work.catalog.of_form("routing", form_id)), None)


def routing_for(work: Work, form_id: str) -> Routing:
    """The routing of a form; where it has none, one that chooses nobody, so that people can still hand records out."""
    return routing_of(work, form_id) or Routing(form_id, Label.of(form_id), form_id, (), Destination(NEXT))


def staff_of(work: Work, crew: Crew | None = None) -> Staff:
    """Everybody, also who has left: their records and their refusals remain."""
    return staff_at((crew or Crew(work)).roster, work.now)


def staff_at(roster: Roster, at: datetime) -> Staff:
    """Everybody as they were at a moment: who was on leave."""
    away = roster.away(at)
    return roster.derived(("staff", frozenset(away.items())), lambda: _staff(roster, away))


def desk_of(work: Work, routing: Routing, crew: Crew | None = None) -> Desk:
    """The desk of a routing; from here to the end of the transaction nobody else gives out records of this form."""
    rotations.lock(work.connection, routing.id, WHOLE)
    return desk_to_look(work, routing, crew)


def desk_to_look(work: Work, routing: Routing, crew: Crew | None = None) -> Desk:
    """The same desk for seeing what it would decide: nobody waits for it, and nothing is kept."""
    crew = crew or Crew(work)
    return Desk(routing.router, staff_of(work, crew), StoredStanding(work, routing, crew), house_env(work))


class StoredWorkload(Workload):
    """Reads what people hold when they are first looked at, all of a rule's candidates at once."""

    def __init__(self, work: Work, form_id: str) -> None:
        super().__init__()
        self._work = work
        self._form_id = form_id
        self._known: set[int] = set()

    def know(self, people: Iterable[int]) -> None:
        unknown = sorted({*people} - self._known)
        if not unknown:
            return
        found = workload_of(self._work, self._form_id, unknown)
        for person in unknown:
            # What this transaction gave them before is not written yet.
            self.opens[person] = self.open(person) + found.open(person)
            self.todays[person] = self.today(person) + found.today(person)
            self.hours[person] = self.hour(person) + found.hour(person)
        self._known.update(unknown)


class StoredStanding(Standing):
    """Reads the turns of a rule when it is the first time to decide."""

    def __init__(self, work: Work, routing: Routing, crew: Crew) -> None:
        duty = Duty(work.now, crew.calendar(None), crew.calendar)
        history = StoredHistory(work, routing.form, crew)
        workload, kin = StoredWorkload(work, routing.form), StoredKin(work, routing)
        super().__init__(workload, duty=duty, history=history, kin=kin)
        self._work = work
        self._routing = routing.id

    def read_rotation(self, rule: str) -> Rotation:
        stored = rotations.turns(self._work.connection, self._routing, rule)
        return Rotation({person: row.turns for person, row in stored.items()})


def workload_of(
    work: Work, form_id: str, ids: Sequence[int], *, how: Sequence[str] | None = None, from_pool: str | None = None
) -> Workload:
    """What these people hold, what they got since midnight, and what in the last hour."""
    table = table_of(work.catalog, form_id)
    open_now = assignments.open_counts(work.connection, table, ids)
    since = (midnight(work), work.now - AN_HOUR)
    today, hour = assignments.counts_since(work.connection, form_id, ids, since, how=how, from_pool=from_pool)
    return Workload(open_now, today, hour)


def keep_turns(work: Work, desk: Desk) -> None:
    """Stores whose turn it was."""
    routing = desk.router.routing.id
    for rule, turns in desk.standing.changed_rotations():
        rotations.set_turns(work.connection, routing, rule, turns, work.now)


def midnight(work: Work) -> datetime:
    """When the house's day began."""
    zone = house_env(work).zone
    return work.now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)


def _staff(roster: Roster, away: Mapping[int, datetime]) -> Staff:
    tree = roster.tree
    found = tuple(_candidate(person, tree, away.get(person.id)) for person in roster.everybody)
    superiors = {team.key: tree.superiors(0, team.id) for team in tree}
    return Staff(found, superiors, {person.id: person.team for person in roster.everybody})


def _candidate(person: Person, tree: TeamTree, away_until: datetime | None) -> Candidate:
    return Candidate(
        id=person.id,
        login=person.login,
        name=person.name,
        role=person.role,
        teams=tuple(team.key for team in tree.ancestors(person.team)),
        active=person.active,
        paused=person.paused,
        away_until=away_until,
        superiors=tree.superiors(person.id, person.team),
        attributes=person.attributes,
    )
