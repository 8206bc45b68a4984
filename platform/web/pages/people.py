"""People and teams: who is here, in which team, who answers for whom; begin, change, pause, leave, go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import Blueprint, request

from accounts import NewPerson, NewTeam, Person, Team, Work, absences, leave_of, people, teams
from definitions import NotFound, Refused

from .. import desk, moments
from ..htmx import go, page
from ..languages import language, t
from ..numbers import whole
from ..organisation import PersonRow, TeamNode, open_counts, person_rows, team_nodes
from ..sessions import needs
from ..shell import PersonBadge, badge, toast
from ..strengths import StrengthWords

blueprint = Blueprint("people", __name__)

TEXTS = ("login", "name", "phone", "email")


@dataclass(frozen=True)
class PeoplePage:
    """The tree of teams, and the people of the chosen one."""

    nodes: tuple[TeamNode, ...]
    rows: tuple[PersonRow, ...]
    team: TeamNode | None
    gone: bool
    total: int


@dataclass(frozen=True)
class LeaveRow:
    """One absence of a person."""

    id: int
    words: str
    reason: str
    over: bool


@dataclass(frozen=True)
class PersonPage:
    """One person: what they are, what they hold, when they are away."""

    person: Person | None
    badge: PersonBadge | None
    values: Mapping[str, Any]
    attributes: str
    strengths: tuple[str, ...]
    roles: tuple[tuple[str, str], ...]
    teams: tuple[tuple[str, str], ...]
    calendars: tuple[tuple[str, str], ...]
    leaves: tuple[LeaveRow, ...]
    open: int
    myself: bool
    error: str


@dataclass(frozen=True)
class TeamPage:
    """One team: its names, what is above it, who answers for it."""

    team: Team | None
    values: Mapping[str, Any]
    parents: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]
    error: str


@blueprint.get("/people")
@needs("people")
def index():
    """Everybody, or the people of one team and those below it."""
    chosen, gone = request.args.get("team", type=whole), request.args.get("gone") == "1"
    with desk.reading() as work:
        tree = teams.tree(work.connection)
        within = tree.subtree(chosen) if chosen else None
        listed = people.listing(work.connection, active=not gone, teams=within)
        nodes = team_nodes(work, tree, chosen)
        team = next((node for node in nodes if node.id == chosen), None)
        rows = person_rows(work, listed)
        return page("pages/people/index.html", PeoplePage(nodes, rows, team, gone, len(rows)))


@blueprint.get("/people/new")
@needs("people")
def new():
    """The form for somebody who begins."""
    with desk.reading() as work:
        return page("pages/people/show.html", _page(work, None, request.args))


@blueprint.post("/people")
@needs("people")
def create():
    """Adds a person."""
    try:
        with desk.writing() as work:
            values = _values(work)
            person = people.add(work, NewPerson(**values, password=request.form.get("password") or None))
    except Refused as refused:
        return _again(None, refused)
    toast(t("people.added", name=person.name))
    return go(f"/people/{person.id}")


@blueprint.get("/people/<int:id>")
@needs("people")
def show(id: int):
    """One person."""
    with desk.reading() as work:
        return page("pages/people/show.html", _page(work, people.get(work.connection, id), None))


@blueprint.post("/people/<int:id>")
@needs("people")
def update(id: int):
    """Changes a person; a password only when one was typed."""
    try:
        with desk.writing() as work:
            person = people.change(work, id, **_values(work))
            if request.form.get("password"):
                people.set_password(work, id, request.form["password"])
    except Refused as refused:
        return _again(id, refused)
    toast(t("people.changed", name=person.name))
    return go(f"/people/{id}")


@blueprint.post("/people/<int:id>/pause")
@needs("people")
def pause(id: int):
    """Gives somebody no new records for a while, or again."""
    with desk.writing() as work:
        person = people.change(work, id, paused=request.form.get("paused") == "1")
    toast(t("people.paused_now" if person.paused else "people.resumed", name=person.name))
    return go(f"/people/{id}")


@blueprint.post("/people/<int:id>/deactivation")
@needs("people")
def deactivate(id: int):
    """Somebody leaves; what they did stays."""
    return _verb(id, people.deactivate, "people.left")


@blueprint.post("/people/<int:id>/activation")
@needs("people")
def activate(id: int):
    """Somebody comes back."""
    return _verb(id, people.reactivate, "people.back")


@blueprint.post("/people/<int:id>/leave")
@needs("people")
def add_leave(id: int):
    """Writes leave down."""
    try:
        first, last = (date.fromisoformat(request.form.get(name, "")) for name in ("first", "last"))
    except ValueError:
        return _again(id, Refused("people.leave_needs_days"))
    try:
        with desk.writing() as work:
            absences.add(work, id, first, last, request.form.get("reason", ""))
    except Refused as refused:
        return _again(id, refused)
    return go(f"/people/{id}#leave")


@blueprint.post("/people/<int:id>/leave/<int:leave>/removal")
@needs("people")
def cancel_leave(id: int, leave: int):
    """Takes leave back."""
    with desk.writing() as work:
        if leave not in {each.id for each in leave_of(work.connection, [id])[id]}:
            raise NotFound
        absences.cancel(work, leave)
    return go(f"/people/{id}#leave")


@blueprint.get("/teams/new")
@needs("people")
def new_team():
    """The form for a team."""
    with desk.reading() as work:
        return page("pages/people/team.html", _team_page(work, None, request.args))


@blueprint.get("/teams")
@needs("people")
def all_teams():
    """An address cut short: teams stand beside the people."""
    return go("/people")


@blueprint.post("/teams")
@needs("people")
def create_team():
    """Makes a team."""
    form = request.form
    label = {"zh": form.get("label_zh") or form.get("key"), "en": form.get("label_en") or form.get("key")}
    try:
        with desk.writing() as work:
            key = form.get("key", "").strip()
            if not key:
                raise Refused("people.key_missing")
            team = teams.add(work, NewTeam(key, label, _id("parent"), _id("superior")))
    except Refused as refused:
        return _team_again(None, refused)
    return go(f"/people?team={team.id}")


@blueprint.get("/teams/<int:id>")
@needs("people")
def show_team(id: int):
    """One team."""
    with desk.reading() as work:
        return page("pages/people/team.html", _team_page(work, teams.get(work.connection, id), None))


@blueprint.post("/teams/<int:id>")
@needs("people")
def update_team(id: int):
    """Renames and moves a team, and says who answers for it."""
    try:
        with desk.writing() as work:
            teams.rename(
                work, id, {"zh": request.form.get("label_zh") or "?", "en": request.form.get("label_en") or "?"}
            )
            teams.move(work, id, _id("parent"))
            teams.set_superior(work, id, _id("superior"))
    except Refused as refused:
        return _team_again(id, refused)
    return go(f"/people?team={id}")


def _verb(id: int, verb, said: str):
    try:
        with desk.writing() as work:
            person = verb(work, id)
    except Refused as refused:
        return _again(id, refused)
    toast(t(said, name=person.name))
    return go("/people")


def _values(work: Work) -> dict[str, Any]:
    """The typed values as the verbs take them."""
    form = request.form
    values: dict[str, Any] = {name: form.get(name, "").strip() for name in TEXTS}
    return values | {
        "role": form.get("role", ""),
        "team": _id("team"),
        "calendar": form.get("calendar") or None,
        "language": form.get("language", "zh"),
        "attributes": StrengthWords.of(work).read(form.get("attributes", "")),
    }


def _id(name: str) -> int | None:
    return request.form.get(name, type=whole)


def _again(id: int | None, refused: Refused):
    """The form as it was typed, with what is wrong on top."""
    if refused.status == 404:
        raise refused
    with desk.reading() as work:
        person = people.get(work.connection, id) if id else None
        context = _page(work, person, request.form if "login" in request.form else None)
        return page("pages/people/show.html", replace(context, error=refused.text(language())), status=422)


def _page(work: Work, person: Person | None, typed: Mapping[str, Any] | None) -> PersonPage:
    known = vars(person) if person else {"language": language()}
    values = {**known, **(typed or {})}
    tree, strengths = teams.tree(work.connection), StrengthWords.of(work)
    return PersonPage(
        person=person,
        badge=badge(person.id, person.name) if person else None,
        values={**values, "team": str(values.get("team") or "")},
        attributes=(typed or {}).get("attributes") or strengths.write(person.attributes if person else {}),
        strengths=tuple(strengths.names.values()),
        roles=tuple((role.id, role.label.text(language())) for role in work.catalog.all("role")),
        teams=tuple((str(team.id), team.label.text(language())) for team in tree),
        calendars=tuple((each.id, each.label.text(language())) for each in work.catalog.all("calendar")),
        leaves=_leaves(work, person),
        open=open_counts(work, [person.id])[person.id] if person else 0,
        myself=person is not None and person.id == work.actor.person_id,
        error="",
    )


def _leaves(work: Work, person: Person | None) -> tuple[LeaveRow, ...]:
    if person is None:
        return ()
    rows = leave_of(work.connection, [person.id])[person.id]
    return tuple(
        LeaveRow(each.id, moments.days(each.starts_at, each.ends_at), each.reason, each.ends_at <= work.now)
        for each in rows
    )


def _team_again(id: int | None, refused: Refused):
    if refused.status == 404:
        raise refused
    with desk.reading() as work:
        team = teams.get(work.connection, id) if id else None
        context = replace(_team_page(work, team, request.form), error=refused.text(language()))
        return page("pages/people/team.html", context, status=422)


def _team_page(work: Work, team: Team | None, typed: Mapping[str, Any] | None) -> TeamPage:
    tree = teams.tree(work.connection)
    below = tree.subtree(team.id) if team else frozenset()
    known = {}
    if team:
        known = {
            "key": team.key,
            "label_zh": team.label.text("zh"),
            "label_en": team.label.text("en"),
            "parent": team.parent,
            "superior": team.superior,
        }
    values = {**known, **(typed or {})}
    return TeamPage(
        team=team,
        values={**values, "parent": str(values.get("parent") or ""), "superior": str(values.get("superior") or "")},
        parents=tuple((str(each.id), each.label.text(language())) for each in tree if each.id not in below),
        people=tuple((str(each.id), each.name) for each in people.listing(work.connection)),
        error="",
    )
