"""leadwright imports: what was imported, and taking it back."""

from __future__ import annotations

from dataclasses import replace

import click

from accounts import SYSTEM
from flows import Importer
from records import ImportRun, imports

from ..program import Desk


@click.group("imports", invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> None:
    """List imports, the newest first; `imports undo N` takes one back."""
    if context.invoked_subcommand is None:
        _list(context.obj)


@command.command("undo")
@click.argument("number", type=int)
@click.pass_obj
def undoing(desk: Desk, number: int) -> None:
    """Bring back the state before import NUMBER; records that were changed since are left as they are."""
    with desk.workspace.database.reading() as connection:
        catalog = desk.workspace.catalog(connection)
    actor = replace(SYSTEM, language=desk.language, catalog=catalog)
    done = Importer(desk.workspace.database, catalog, actor, desk.now).undo(number)
    desk.say("cli.import_undone", run=done.run, trashed=done.trashed, restored=done.restored, left=len(done.left))


def _list(desk: Desk) -> None:
    with desk.workspace.database.reading() as connection:
        runs = imports.listing(connection)
    for run in runs:
        click.echo(_line(desk, run))
    desk.say("cli.imports", n=len(runs))


def _line(desk: Desk, run: ImportRun) -> str:
    counts = ", ".join(f"{desk.text(f'cli.row_{state}')} {count}" for state, count in sorted(run.counts.items()))
    state = desk.text(f"imports.run_state.{run.state}")
    return f"{run.id:>5}  {run.started_at:%Y-%m-%d %H:%M}Z  {run.form:<16} {state:<8} {run.file}  {counts}".rstrip()
