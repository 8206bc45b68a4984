"""leadwright export: the published configuration as files."""

from __future__ import annotations

import click

from publishing import export, files_of

from ..program import Desk


@click.command("export")
@click.argument("folder", type=click.Path())
@click.option("--revision", type=int, help="An older revision instead of the newest.")
@click.pass_obj
def command(desk: Desk, folder: str, revision: int | None) -> None:
    """Write the published definitions to FOLDER, byte for byte as they were published."""
    with desk.workspace.database.reading() as connection:
        catalog = desk.workspace.catalog(connection)
        files = catalog.files if revision is None else files_of(connection, revision)
    number = catalog.revision if revision is None else revision
    desk.say("cli.exported", n=export(files, folder), folder=folder, revision=number)
