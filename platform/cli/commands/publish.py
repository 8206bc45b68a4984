"""leadwright publish: make definition files take effect."""

from __future__ import annotations

from collections.abc import Sequence

import click

from definitions import Catalog, Label, Refused
from flows import in_flight as flights
from forms import FormDefinition
from publishing import Bundle, bundles_at, compare, overlay, prefixes, publish, with_needs

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
    try:
        done = publish(desk.workspace, files, **said, in_flight=flights.read_answers(in_flight), watch=desk.watch)
    except Refused as refused:
        if refused.key != "publishing.moved_on":
            raise
        _overtaken(desk, bundles, current)
        return
    if done.revision == current.revision:
        desk.say("publishing.no_change", revision=done.revision)
        return
    told = [change.words(desk.language) for change in done.plan.changes]
    told += done.plan.told_tables(desk.language)
    for words in (*told, *(question.words(desk.language) for question in done.plan.in_flight)):
        click.echo(words)
    for form in done.plan.catalog.all("form"):
        if current.find("form", form.id) is None:
            desk.say("cli.new_form", form=form.label, id=form.id, roles=_who_sees(done.plan.catalog, form))
    desk.say("cli.published", revision=done.revision)


def _overtaken(desk: Desk, bundles: Sequence[Bundle], before: Catalog) -> None:
    """Somebody published meanwhile: the same, so that nothing is left to do, or something to look at first."""
    with desk.workspace.database.reading() as connection:
        current = desk.workspace.catalog(connection)
    if overlay(current.files, with_needs(bundles, prefixes(current.files))) == dict(current.files):
        desk.say("publishing.no_change", revision=current.revision)
        return
    changes = [one.head(desk.language) for one in compare(desk.workspace, before.revision, current.revision)]
    numbers = {"base": before.revision, "revision": current.revision}
    raise Refused("cli.published_meanwhile", **numbers, changes=changes)


def _who_sees(catalog: Catalog, form: FormDefinition) -> list[Label]:
    return [role.label for role in catalog.all("role") if role.on(form.id).see != "none"]
