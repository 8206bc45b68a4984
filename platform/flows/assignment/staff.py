"""Who works here and what they hold, read for one transaction: the desk at which it hands records out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from accounts import Person, TeamTree, Work, on_leave, people, teams
from definitions import Label
from forms import table_of
from records import assignments, rotations

from ..routing import Candidate, Desk, Destination, Rotation, Routing, Staff, Standing, Workload
from ..routing.definition import NEXT
from ..stored import house_env

# One lock for a whole routing: limits count what a person got by any of its rules.
WHOLE = "*"


def routing_of(work: Work, form_id: str) -> Routing | None:
    """The routing of a form, if it has one."""
    return next(iter(work.catalog.of_form("routing", form_id)), None)


def routing_for(work: Work, form_id: str) -> Routing:
    """The routing of a form; where it has none, one that chooses nobody, so that people can still hand records out."""
    return routing_of(work, form_id) or Routing(form_id, Label.of(form_id), form_id, (), Destination(NEXT))


def staff_of(work: Work) -> Staff:
    """Everybody, also who has left: their records and their refusals remain."""
    tree = teams.tree(work.connection)
    away = on_leave(work.connection, work.now)
    everybody = people.listing(work.connection, active=None)
    back = {person: leave.ends_at for person, leave in away.items()}
    found = tuple(_candidate(person, tree, back.get(person.id)) for person in everybody)
    superiors = {team.key: tree.superiors(0, team.id) for team in tree}
    return Staff(found, superiors, {person.id: person.team for person in everybody})


def desk_of(work: Work, routing: Routing, staff: Staff | None = None) -> Desk:
    """The desk of a routing; from here to the end of the transaction nobody else gives out records of this form."""
    rotations.lock(work.connection, routing.id, WHOLE)
    staff = staff or staff_of(work)
    ids = [person.id for person in staff.people if person.active]
    turns = {rule.id: _rotation(work, routing.id, rule.id) for rule in routing.rules}
    standing = Standing(workload_of(work, routing.form, ids), turns)
    return Desk(routing.router, staff, standing, house_env(work))


def workload_of(work: Work, form_id: str, ids: Sequence[int], *, how: Sequence[str] | None = None) -> Workload:
    """What these people hold, and what they got since midnight."""
    table = table_of(work.catalog, form_id)
    open_now = assignments.open_counts(work.connection, table, ids)
    today = assignments.counts_since(work.connection, form_id, ids, midnight(work), how=how)
    return Workload(open_now, today)


def keep_turns(work: Work, desk: Desk) -> None:
    """Stores whose turn it was."""
    routing = desk.router.routing.id
    for rule, turns in desk.standing.changed_rotations():
        for person, turn in turns.items():
            rotations.set_turns(work.connection, routing, rule, person, turn, work.now)


def midnight(work: Work) -> datetime:
    """When the house's day began."""
    zone = house_env(work).zone
    return work.now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)


def _rotation(work: Work, routing: str, rule: str) -> Rotation:
    return Rotation({person: row.turns for person, row in rotations.turns(work.connection, routing, rule).items()})


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
