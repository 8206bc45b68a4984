"""leadwright rollback: publish an older revision again."""

from __future__ import annotations

import click

from publishing import rollback

from ..program import Desk


@click.command("rollback")
@click.argument("number", type=int)
@click.pass_obj
def command(desk: Desk, number: int) -> None:
    """Publish revision NUMBER again, as a new revision; no data is lost."""
    done = rollback(desk.workspace, number, author=None, now=desk.now)
    desk.say("cli.rolled_back", number=number, revision=done.revision)
