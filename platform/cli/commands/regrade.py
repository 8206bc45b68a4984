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
    with desk.workspace.database.reading() as connection:
        work = desk.work(connection)
        label = work.catalog.get("form", form).label
        if grading.scorecard_of(work, form) is None:
            raise Refused("cli.no_scorecard", form=form)
    done = _regrade(desk, form)
    for (before, after), count in sorted(done.moves.items(), key=str):
        click.echo(f"  {before or '–'} → {after}: {count}")
    desk.say("cli.regraded", label=label, changed=done.changed, total=done.total)


def _regrade(desk: Desk, form: str) -> regrading.Regraded:
    """Range by range, each in a transaction of its own, so that whoever works meanwhile need not wait for all."""
    step = regrading.Step()
    with click.progressbar(length=100, label=desk.text("cli.regrading"), file=sys.stderr, show_eta=False) as bar:
        while step.start is not None:
            with desk.workspace.database.transaction() as connection:
                step = regrading.regrade_range(desk.work(connection), form, step)
            bar.update(int(100 * step.part) - bar.pos)
    return step.found
