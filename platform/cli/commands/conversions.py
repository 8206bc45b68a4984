"""leadwright conversions: how far values are that are converted before a publish, or moved after one."""

from __future__ import annotations

import click

from flows import converting
from publishing import under_way

from ..program import Desk


@click.command("conversions")
@click.option("--end", is_flag=True, help="Give up all that is being converted; nobody has seen anything of it.")
@click.pass_obj
def command(desk: Desk, end: bool) -> None:
    """Show how far values are on their way to new types and to other choices."""
    if end:
        with desk.workspace.database.transaction() as connection:
            desk.say("cli.conversions_ended", n=converting.give_up(desk.work(connection)))
        return
    with desk.workspace.database.reading() as connection:
        found = under_way(connection, desk.workspace.catalog(connection), desk.now)
    for one in found.conversions:
        state = "ready" if one.is_ready else "left" if one.is_left_alone else "runs"
        said = {"form": one.form, "field": one.field, "done": one.converted, "many": one.values}
        desk.say("cli.conversion", **said, state=desk.text(f"cli.conversion_{state}"))
    for one in found.moving:
        desk.say("cli.choices_moving", form=one.form, field=one.field, done=min(one.moved, one.many), many=one.many)
    desk.say("cli.conversions", n=len(found.conversions) + len(found.moving))
