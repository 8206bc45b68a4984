"""leadwright plan: what publishing would do, from live data."""

from __future__ import annotations

import click

from flows import in_flight as flights
from publishing import bundles_at, overlay, plan, prefixes, with_needs

from ..in_flight import in_flight_option
from ..program import Desk


@click.command("plan")
@click.argument("path", type=click.Path())
@in_flight_option
@click.pass_obj
def command(desk: Desk, path: str, in_flight: tuple[str, ...]) -> None:
    """Show what publishing PATH would change; nothing is written. Exits 1 when there is an error."""
    bundles = bundles_at(path)
    with desk.workspace.database.reading() as connection:
        current = desk.workspace.catalog(connection).files
    files = overlay(current, with_needs(bundles, prefixes(current)))
    made = plan(desk.workspace, files, flights.read_answers(in_flight))
    click.echo(made.words(desk.language))
    raise SystemExit(1 if made.errors else 0)
