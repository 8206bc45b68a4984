"""leadwright token: keys for programs that speak to the API."""

from __future__ import annotations

import click

from accounts import people, tokens
from definitions import Refused

from ..program import Desk


@click.group("token")
def command() -> None:
    """API tokens: create, list, revoke."""


@command.command("create")
@click.option("--for", "login", required=True, metavar="PERSON", help="Whose rights the token has.")
@click.option("--label", default="")
@click.pass_obj
def creating(desk: Desk, login: str, label: str) -> None:
    """Make a token; it is printed once and cannot be shown again."""
    with desk.workspace.database.transaction() as connection:
        work = desk.work(connection)
        made = tokens.create(work, _person(connection, login).id, label)
    click.echo(made.secret)
    click.echo(desk.text("cli.token_made", login=login), err=True)


@command.command("list")
@click.option("--for", "login", required=True, metavar="PERSON")
@click.pass_obj
def listing(desk: Desk, login: str) -> None:
    """List a person's tokens; the secrets are not kept."""
    with desk.workspace.database.reading() as connection:
        rows = tokens.of_person(connection, _person(connection, login).id)
    for row in rows:
        used = f"{row.last_used_at:%Y-%m-%d}" if row.last_used_at else "-"
        click.echo(f"{row.id:>5}  {used:<10}  {'revoked' if row.revoked_at else '':<8} {row.label}")
    desk.say("cli.tokens", n=len(rows))


@command.command("revoke")
@click.argument("id", type=int)
@click.pass_obj
def revoking(desk: Desk, id: int) -> None:
    """Make the token with this id useless."""
    with desk.workspace.database.transaction() as connection:
        tokens.revoke(desk.work(connection), id)
    desk.say("cli.token_revoked", id=id)


def _person(connection, login: str):
    found = people.find_by_login(connection, login)
    if found is None:
        raise Refused("cli.no_person", login=login)
    return found
