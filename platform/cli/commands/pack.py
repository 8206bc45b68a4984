"""leadwright pack: list, install and uninstall packs."""

from __future__ import annotations

import click

from flows import in_flight as flights
from publishing import install, list_packs, uninstall

from ..in_flight import in_flight_option
from ..program import Desk


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
    """Install or upgrade the pack NAME (from configs/, or a path)."""
    answers = flights.read_answers(in_flight)
    done = install(desk.workspace, name, author=None, now=desk.now, in_flight=answers, watch=desk.watch)
    desk.say("cli.pack_done" if done.plan.changes else "publishing.no_change", name=name, revision=done.revision)


@command.command("uninstall")
@click.argument("name")
@click.pass_obj
def uninstalling(desk: Desk, name: str) -> None:
    """Take the definitions of the pack NAME out; its records stay."""
    done = uninstall(desk.workspace, name, author=None, now=desk.now)
    desk.say("cli.pack_gone", name=name, revision=done.revision)
