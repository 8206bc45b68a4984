"""leadwright pack: list, install, upgrade and uninstall packs."""

from __future__ import annotations

import click

from definitions import Refused
from flows import in_flight as flights
from publishing import (
    as_typed,
    find_pack,
    install,
    list_packs,
    look,
    merging,
    origin_of,
    owned_in,
    uninstall,
    upgrade,
)

from ..in_flight import in_flight_option
from ..program import Desk
from ..upgrading import tell, tell_owners


@click.group("pack")
def command() -> None:
    """Packs: ready-made sets of forms, flows and reports."""


@command.command("list")
@click.pass_obj
def listing(desk: Desk) -> None:
    """List the packs that can be installed, and those that are."""
    packs = list_packs(desk.workspace)
    for pack in packs:
        key = "cli.pack_installed" if pack.installed else "cli.pack_shelf"
        state = desk.text(key, version=pack.installed)
        click.echo(f"{pack.id:<18} {pack.version:<8} {state:<16} {pack.label.text(desk.language)}")
    desk.say("cli.packs", n=len(packs))


@command.command("install")
@click.argument("name")
@in_flight_option
@click.pass_obj
def installing(desk: Desk, name: str, in_flight: tuple[str, ...]) -> None:
    """Install the pack NAME (from configs/, or a path); one that is installed is upgraded."""
    if _is_installed(desk, name):
        _upgrade(desk, name, (), None, in_flight=in_flight)
        return
    answers = flights.read_answers(in_flight)
    done = install(desk.workspace, as_typed(name), author=None, now=desk.now, in_flight=answers, watch=desk.watch)
    desk.say("cli.pack_done" if done.plan.changes else "publishing.no_change", name=name, revision=done.revision)


@command.command("upgrade")
@click.argument("name")
@click.option("--yours", "rest", flag_value="yours", help="Keep your own where both changed something.")
@click.option("--theirs", "rest", flag_value="theirs", help="Take the pack's where both changed something.")
@click.option(
    "--take",
    "said",
    multiple=True,
    metavar="PLACE=SIDE",
    help="Whose value stands at a place: form/ticket=yours, or of a part form/ticket:fields.machine=theirs.",
)
@click.option("--older", is_flag=True, help="Go back to an older version of the pack.")
@click.option("--look", "only_look", is_flag=True, help="Say what would become of what, and publish nothing.")
@in_flight_option
@click.pass_obj
def upgrading(
    desk: Desk, name: str, *, rest: str | None, said: tuple[str, ...], only_look: bool, **more: bool | tuple[str, ...]
) -> None:
    """Upgrade the pack NAME (from configs/, or a path); what you changed in it is kept.

    What only the pack changed is taken, what only you changed stays. What both changed is listed, and nothing is
    published before each place is decided.
    """
    _upgrade(desk, name, said, rest, only_look=only_look, **more)


@command.command("uninstall")
@click.argument("name")
@click.pass_obj
def uninstalling(desk: Desk, name: str) -> None:
    """Take the definitions of the pack NAME out; its records stay."""
    with desk.workspace.database.reading() as connection:
        catalog = desk.workspace.catalog(connection)
        origin = origin_of(connection, name, catalog.revision)
        owned = owned_in(origin, catalog.files) if origin else ()
    done = uninstall(desk.workspace, name, author=None, now=desk.now)
    tell_owners(desk, owned)
    desk.say("cli.pack_gone", name=name, revision=done.revision)


def _upgrade(
    desk: Desk,
    name: str,
    said: tuple[str, ...],
    rest: str | None,
    *,
    in_flight: tuple[str, ...],
    older: bool = False,
    only_look: bool = False,
) -> None:
    looked = look(desk.workspace, as_typed(name), merging.read_answers(said, merging.Side(rest) if rest else None))
    if strange := looked.merge.strange:
        raise Refused("merging.strange", addresses=strange)
    tell(desk, looked)
    if only_look:
        desk.say("merging.only_looked")
        return
    answers = flights.read_answers(in_flight)
    done = upgrade(desk.workspace, looked, author=None, now=desk.now, older=older, in_flight=answers, watch=desk.watch)
    is_new = done.revision != looked.revision
    said_last = {"name": looked.pack, "version": looked.version, "revision": done.revision}
    desk.say("cli.pack_upgraded" if is_new else "publishing.no_change", **said_last)


def _is_installed(desk: Desk, name: str) -> bool:
    prefix = find_pack(as_typed(name)).prefix
    return any(pack.id == prefix and pack.installed for pack in list_packs(desk.workspace))
