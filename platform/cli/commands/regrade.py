"""leadwright regrade: every record of a form by today's scorecard."""

from __future__ import annotations

import sys

import click

from definitions import Refused
from flows import grading
from flows import regrade as regrading

from ..program import Desk


@click.command("regrade")
@click.argument("form")
@click.pass_obj
def command(desk: Desk, form: str) -> None:
    """Grade all records of FORM anew, and say what changed."""
    with desk.workspace.database.transaction() as connection:
        work = desk.work(connection)
        label = work.catalog.get("form", form).label
        if grading.scorecard_of(work, form) is None:
            raise Refused("cli.no_scorecard", form=form)
        with click.progressbar(length=100, label=desk.text("cli.regrading"), file=sys.stderr, show_eta=False) as bar:
            done = regrading.regrade(work, form, lambda looked, most: bar.update(100 * looked // most - bar.pos))
    for (before, after), count in sorted(done.moves.items(), key=str):
        click.echo(f"  {before or '–'} → {after}: {count}")
    desk.say("cli.regraded", label=label, changed=done.changed, total=done.total)
