"""People and teams, for those who arrange them: who is there, begins and leaves, who is away or takes nothing new."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from flask import Response

from accounts import NewPerson, NewTeam, Person, Work, absences, leave_of, people, require, teams
from definitions import NotFound

from ..blueprint import v1
from ..bodies import read_body
from ..desk import reading
from ..idempotency import change
from ..inputs import LARGEST_ID, InputError, Shape, arguments, beside, refuse, whole_number
from ..places import id_at, person_of
from ..record_json import stamp
from ..replies import Reply
from ..shapes import LEAVE, NEW_PERSON, NEW_TEAM, PERSON_CHANGE, TEAM_CHANGE

# Which part of a person is meant where it is refused.
ABOUT = {
    "login_unusable": "login", "login_taken": "login", "name_missing": "name", "phone_taken": "phone",
    "email_taken": "email", "language_unknown": "language", "timezone_unknown": "timezone",
    "role_not_published": "role", "calendar_not_published": "calendar",
    "team_key_taken": "key", "team_below_itself": "parent",
}  # fmt: skip


@v1.get("/people")
def list_people() -> Response:
    """Everybody, by name; `active=0` those who left; narrowed to a team or a role."""
    given = arguments("active", "team", "role")
    if given.get("active") not in (None, "0", "1"):
        refuse(InputError("active", "not_among", {"names": "0, 1"}))
    team = whole_number(given, "team", most=LARGEST_ID)
    with reading() as work:
        require(work, "people")
        narrowed = {"active": given.get("active") != "0", "teams": [team] if team else None, "role": given.get("role")}
        return Reply({"people": [_told(one) for one in people.listing(work.connection, **narrowed)]}).response()


@v1.get("/teams")
def list_teams() -> Response:
    """The teams, each with the one above it and whoever answers for it."""
    arguments()
    with reading() as work:
        require(work, "people")
        found = teams.tree(work.connection)
        return Reply({"teams": [_team(work, one) for one in found]}).response()


@v1.post("/teams")
def add_team() -> Response:
    """Make a team; definitions call it by its key."""
    body = NEW_TEAM.read(read_body())

    def add(work: Work) -> Reply:
        require(work, "people")
        where = _place(work, body)
        with beside(ABOUT):
            made = teams.add(work, NewTeam(body["key"], body["label"], **where))
        return Reply(_team(work, made), 201)

    return change(add, body)


@v1.patch("/teams/<team>")
def change_team(team: str) -> Response:
    """Give it another label, another place or another superior; what is not said stays."""
    body = TEAM_CHANGE.read(read_body())

    def edit(work: Work) -> Reply:
        require(work, "people")
        id = teams.get(work.connection, id_at(team)).id
        where = _place(work, body)
        if "label" in body:
            teams.rename(work, id, body["label"])
        if "parent" in where:
            with beside(ABOUT):
                teams.move(work, id, where["parent"])
        if "superior" in where:
            teams.set_superior(work, id, where["superior"])
        return Reply(_team(work, teams.get(work.connection, id)))

    return change(edit, body)


@v1.get("/people/<person>")
def read_person(person: str) -> Response:
    """One, with their leave."""
    arguments()
    with reading() as work:
        require(work, "people")
        return Reply(_in_full(work, id_at(person))).response()


@v1.post("/people")
def add_person() -> Response:
    """Somebody begins; they sign in once they have a password."""
    body = NEW_PERSON.read(read_body())

    def add(work: Work) -> Reply:
        require(work, "people")
        with beside(ABOUT):
            made = people.add(work, NewPerson(**_values(work, body)))
        return Reply(_in_full(work, made.id), 201)

    return change(add, body)


@v1.patch("/people/<person>")
def change_person(person: str) -> Response:
    """Change what is said; what is not said stays."""
    body = PERSON_CHANGE.read(read_body())

    def edit(work: Work) -> Reply:
        require(work, "people")
        with beside(ABOUT):
            people.change(work, id_at(person), **_values(work, body))
        return Reply(_in_full(work, id_at(person)))

    return change(edit, body)


@v1.post("/people/<person>/deactivation")
def deactivate_person(person: str) -> Response:
    """Somebody leaves: no sign-in, no token, no new records; what they did stays."""
    return _changed(person, people.deactivate)


@v1.post("/people/<person>/activation")
def activate_person(person: str) -> Response:
    """Somebody comes back."""
    return _changed(person, people.reactivate)


@v1.post("/people/<person>/leave")
def add_leave(person: str) -> Response:
    """They are away, from the first to the last day, on their own clock."""
    body = LEAVE.read(read_body())
    first, last = (_day(body, name) for name in ("first", "last"))

    def add(work: Work) -> Reply:
        require(work, "people")
        people.get(work.connection, id_at(person))
        with beside(ABOUT):
            absences.add(work, id_at(person), first, last, body.get("reason") or "")
        return Reply(_in_full(work, id_at(person)), 201)

    return change(add, body)


@v1.delete("/people/<person>/leave/<leave>")
def cancel_leave(person: str, leave: str) -> Response:
    """They are not, after all."""

    def cancel(work: Work) -> Reply:
        require(work, "people")
        id = id_at(person)
        if id_at(leave) not in {each.id for each in leave_of(work.connection, [id])[id]}:
            raise NotFound
        absences.cancel(work, id_at(leave))
        return Reply(_in_full(work, id))

    return change(cancel, {})


def _changed(person: str, do: Callable[[Work, int], Any]) -> Response:
    body = Shape({}).read(read_body())

    def act(work: Work) -> Reply:
        require(work, "people")
        do(work, people.get(work.connection, id_at(person)).id)
        return Reply(_in_full(work, id_at(person)))

    return change(act, body)


def _values(work: Work, body: Mapping[str, Any]) -> dict[str, Any]:
    if body.get("team") is not None and body["team"] not in {one.id for one in teams.tree(work.connection)}:
        refuse(InputError("team", "unknown", {"name": body["team"]}))
    return dict(body)


def _place(work: Work, body: Mapping[str, Any]) -> dict[str, int | None]:
    """Below which team it is and who answers for it, as far as that is said."""
    found = {name: body[name] for name in ("parent", "superior") if name in body}
    if found.get("parent") is not None and teams.tree(work.connection).get(int(found["parent"])) is None:
        refuse(InputError("parent", "unknown", {"name": found["parent"]}))
    if found.get("superior") is not None:
        found["superior"] = person_of(work, found["superior"], "superior")
    return found


def _day(body: Mapping[str, Any], name: str) -> date:
    try:
        return date.fromisoformat(body[name])
    except ValueError:
        refuse(InputError(name, "bad_date", {"value": body[name]}))


def _told(one: Person) -> dict[str, Any]:
    return {
        "id": one.id,
        "login": one.login,
        "name": one.name,
        "role": one.role,
        "team": one.team,
        "language": one.language,
        "timezone": one.timezone,
        "phone": one.phone,
        "email": one.email,
        "calendar": one.calendar,
        "attributes": dict(one.attributes),
        "active": one.active,
        "paused": one.paused,
    }


def _in_full(work: Work, id: int) -> dict[str, Any]:
    away = leave_of(work.connection, [id])[id]
    leave = [
        {"id": one.id, "from": stamp(one.starts_at), "to": stamp(one.ends_at), "reason": one.reason} for one in away
    ]
    return {**_told(people.get(work.connection, id)), "leave": leave}


def _team(work: Work, one: teams.Team) -> dict[str, Any]:
    return {
        "id": one.id,
        "key": one.key,
        "label": one.label.text(work.language),
        "parent": one.parent,
        "superior": one.superior,
    }
