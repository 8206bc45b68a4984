"""leadwright publish: make definition files take effect."""

from __future__ import annotations

import click

from definitions import Catalog, Label
from flows import in_flight as flights
from forms import FormDefinition
from publishing import bundles_at, overlay, prefixes, publish, with_needs

from ..in_flight import in_flight_option
from ..program import Desk


@click.command("publish")
@click.argument("path", type=click.Path())
@click.option("--message", "-m", default="", help="Why, for the list of revisions.")
@in_flight_option
@click.pass_obj
def command(desk: Desk, path: str, message: str, in_flight: tuple[str, ...]) -> None:
    """Publish the pack, the folder of packs or the file at PATH; running servers pick it up at once."""
    bundles = bundles_at(path)
    with desk.workspace.database.reading() as connection:
        current = desk.workspace.catalog(connection)
    files = overlay(current.files, with_needs(bundles, prefixes(current.files)))
    said = {"author": None, "message": message or path, "now": desk.now, "base": current.revision}
    done = publish(desk.workspace, files, **said, in_flight=flights.read_answers(in_flight), watch=desk.watch)
    if done.revision == current.revision:
        desk.say("publishing.no_change", revision=done.revision)
        return
    for change in (*done.plan.changes, *done.plan.tables, *done.plan.in_flight):
        click.echo(change.words(desk.language))
    for form in done.plan.catalog.all("form"):
        if current.find("form", form.id) is None:
            desk.say("cli.new_form", form=form.label, id=form.id, roles=_who_sees(done.plan.catalog, form))
    desk.say("cli.published", revision=done.revision)


def _who_sees(catalog: Catalog, form: FormDefinition) -> list[Label]:
    return [role.label for role in catalog.all("role") if role.on(form.id).see != "none"]
