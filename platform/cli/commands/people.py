"""leadwright people: who works here."""

from __future__ import annotations

import click

from accounts import NewPerson, NewTeam, absences, people, teams
from definitions import Refused

from ..program import Desk

_ATTRIBUTES = click.option(
    "--attribute",
    "attributes",
    multiple=True,
    metavar="NAME=VALUE",
    help="What routing may ask, such as level=senior or regions=east,north; a comma makes a list.",
)


@click.group("people")
def command() -> None:
    """People and teams: list, add, change, deactivate, leave."""


@command.command("list")
@click.pass_obj
def listing(desk: Desk) -> None:
    """List everybody, with role and team."""
    with desk.workspace.database.reading() as connection:
        everybody, tree = people.listing(connection, active=None), teams.tree(connection)
    for each in everybody:
        team = tree.get(each.team)
        state = "" if each.active else desk.text("cli.inactive")
        click.echo(f"{each.login:<20} {each.name:<12} {each.role:<12} {team.key if team else '-':<12} {state}")
    desk.say("cli.people", n=len(everybody))


@command.command("add")
@click.argument("login")
@click.option("--name", required=True)
@click.option("--role", required=True)
@click.option("--team")
@click.option("--phone")
@click.option("--email")
@click.option("--language", default="zh", show_default=True)
@_ATTRIBUTES
@click.password_option("--password", help="Asked for when it is not given.")
@click.pass_obj
def adding(desk: Desk, login: str, *, team: str | None, attributes: tuple[str, ...], **given: str) -> None:
    """Add a person who signs in as LOGIN."""
    known = _attributes(attributes)
    with desk.workspace.database.transaction() as connection:
        work = desk.work(connection)
        added = people.add(work, NewPerson(login=login, team=_team(work, team), attributes=known, **given))
    desk.say("cli.person_added", name=added.name, login=added.login)


@command.command("change")
@click.argument("login")
@click.option("--name")
@click.option("--role")
@click.option("--team")
@click.option("--phone")
@click.option("--email")
@click.option("--language")
@_ATTRIBUTES
@click.pass_obj
def changing(desk: Desk, login: str, *, team: str | None, attributes: tuple[str, ...], **given: str | None) -> None:
    """Change what is given of the person LOGIN."""
    changes = {name: value for name, value in given.items() if value is not None}
    with desk.workspace.database.transaction() as connection:
        work = desk.work(connection)
        person = _person(work, login)
        if team is not None:
            changes["team"] = _team(work, team)
        if attributes:
            changes["attributes"] = {**person.attributes, **_attributes(attributes)}
        changed = people.change(work, person.id, **changes)
    desk.say("cli.person_changed", name=changed.name)


@command.command("password")
@click.argument("login")
@click.password_option("--password")
@click.pass_obj
def password(desk: Desk, login: str, password: str) -> None:
    """Give the person LOGIN a new password; their sessions end."""
    with desk.workspace.database.transaction() as connection:
        work = desk.work(connection)
        changed = people.set_password(work, _person(work, login).id, password)
    desk.say("cli.password_set", name=changed.name)


@command.command("deactivate")
@click.argument("login")
@click.pass_obj
def deactivating(desk: Desk, login: str) -> None:
    """Take the person LOGIN out of service; what they did stays."""
    with desk.workspace.database.transaction() as connection:
        work = desk.work(connection)
        gone = people.deactivate(work, _person(work, login).id)
    desk.say("cli.person_gone", name=gone.name)


@command.command("reactivate")
@click.argument("login")
@click.pass_obj
def reactivating(desk: Desk, login: str) -> None:
    """Bring the person LOGIN back."""
    with desk.workspace.database.transaction() as connection:
        work = desk.work(connection)
        back = people.reactivate(work, _person(work, login).id)
    desk.say("cli.person_back", name=back.name)


@command.command("leave")
@click.argument("login")
@click.argument("first", type=click.DateTime(["%Y-%m-%d"]))
@click.argument("last", type=click.DateTime(["%Y-%m-%d"]))
@click.option("--reason", default="")
@click.pass_obj
def leaving(desk: Desk, login: str, first, last, reason: str) -> None:
    """Note that LOGIN is away from FIRST to LAST, both days included."""
    with desk.workspace.database.transaction() as connection:
        work = desk.work(connection)
        person = _person(work, login)
        absences.add(work, person.id, first.date(), last.date(), reason)
    desk.say("cli.leave_added", name=person.name, first=first.date(), last=last.date())


@command.command("teams")
@click.pass_obj
def listing_teams(desk: Desk) -> None:
    """List the teams with their superiors."""
    with desk.workspace.database.reading() as connection:
        tree = teams.tree(connection)
        names = people.names(connection, [team.superior for team in tree])
    for team in tree:
        parent = tree.get(team.parent)
        superior = names.get(team.superior, "-")
        label, above = team.label.text(desk.language), parent.key if parent else "-"
        click.echo(f"{team.key:<20} {label:<16} {above:<16} {superior}")
    desk.say("cli.teams", n=len(list(tree)))


@command.command("team")
@click.argument("key")
@click.option("--label", required=True)
@click.option("--parent")
@click.option("--superior", help="The login of the person whom the team reports to.")
@click.pass_obj
def adding_team(desk: Desk, key: str, *, label: str, parent: str | None, superior: str | None) -> None:
    """Add the team KEY."""
    with desk.workspace.database.transaction() as connection:
        work = desk.work(connection)
        above = _person(work, superior).id if superior else None
        teams.add(work, NewTeam(key=key, label=label, parent=_team(work, parent), superior=above))
    desk.say("cli.team_added", key=key)


def _person(work, login: str):
    found = people.find_by_login(work.connection, login)
    if found is None:
        raise Refused("cli.no_person", login=login)
    return found


def _team(work, key: str | None) -> int | None:
    if key is None:
        return None
    found = teams.tree(work.connection).by_key(key)
    if found is None:
        raise Refused("cli.no_team", key=key)
    return found.id


def _attributes(written: tuple[str, ...]) -> dict[str, object]:
    """`regions=east,north` is a list, `level=senior` a text; a trailing comma makes a list of one."""
    found: dict[str, object] = {}
    for each in written:
        name, sign, value = each.partition("=")
        if not sign or not name.strip():
            raise Refused("cli.not_an_attribute", written=each)
        values = [part.strip() for part in value.split(",") if part.strip()]
        found[name.strip()] = values if "," in value else value.strip()
    return found
