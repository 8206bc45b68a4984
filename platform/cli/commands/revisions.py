"""leadwright revisions: what was published, when, by whom."""

from __future__ import annotations

import click

from accounts import people
from records import revisions

from ..program import Desk


@click.command("revisions")
@click.pass_obj
def command(desk: Desk) -> None:
    """List the revisions, newest first."""
    with desk.workspace.database.reading() as connection:
        listed = revisions.listing(connection)
        names = people.names(connection, [each.author for each in listed])
    for each in listed:
        author = names.get(each.author, desk.text("accounts.system"))
        click.echo(f"{each.number:>5}  {each.at:%Y-%m-%d %H:%M}Z  {author}  {each.message}")
    desk.say("cli.revisions", n=len(listed))
