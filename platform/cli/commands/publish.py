"""leadwright publish: make definition files take effect."""

from __future__ import annotations

import click

from publishing import bundles_at, overlay, prefixes, publish, with_needs

from ..program import Desk


@click.command("publish")
@click.argument("path", type=click.Path())
@click.option("--message", "-m", default="", help="Why, for the list of revisions.")
@click.pass_obj
def command(desk: Desk, path: str, message: str) -> None:
    """Publish the pack, the folder of packs or the file at PATH; running servers pick it up at once."""
    bundles = bundles_at(path)
    with desk.workspace.database.reading() as connection:
        current = desk.workspace.catalog(connection)
    files = overlay(current.files, with_needs(bundles, prefixes(current.files)))
    done = publish(desk.workspace, files, author=None, message=message or path, now=desk.now, base=current.revision)
    if done.revision == current.revision:
        desk.say("publishing.no_change", revision=done.revision)
        return
    for change in (*done.plan.changes, *done.plan.tables):
        click.echo(change.words(desk.language))
    desk.say("cli.published", revision=done.revision)
