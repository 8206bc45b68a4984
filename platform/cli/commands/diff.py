"""leadwright diff: two revisions compared, in words."""

from __future__ import annotations

import click

from publishing import compare

from ..program import Desk


@click.command("diff")
@click.argument("before", type=int)
@click.argument("after", type=int)
@click.pass_obj
def command(desk: Desk, before: int, after: int) -> None:
    """Say what changed from revision BEFORE to AFTER (0 is the empty configuration)."""
    found = compare(desk.workspace, before, after)
    for difference in found:
        click.echo(difference.words(desk.language))
    desk.say("cli.differences", n=len(found), before=before, after=after)
