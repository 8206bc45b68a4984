"""leadwright run: set up what is missing, then serve."""

from __future__ import annotations

import socket
import sys

import click

from definitions import LANGUAGES, Refused
from publishing import as_typed, first_packs, install, load_demo
from records import revisions

from ..program import Desk, spoken_here
from ..serving import serve


@click.command("run")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--demo/--no-demo", default=True, show_default=True, help="Demo people and records at first.")
@click.option("--demo-language", type=click.Choice(LANGUAGES), help="What demo people speak: else the terminal's.")
@click.option("--pack", "packs", multiple=True, help="Packs of the first start, instead of the shelf's first.")
@click.option("--workers", default=1, show_default=True, help="Server processes.")
@click.option("--threads", default=8, show_default=True, help="Threads of each process.")
@click.pass_obj
def command(
    desk: Desk, *, host: str, port: int, demo: bool, demo_language: str | None, packs: tuple[str, ...], **server: int
) -> None:
    """Serve on HOST:PORT; on the first start, install a pack and let demo people and records in."""
    _refuse_taken_port(host, port)
    _first_start(desk, packs or first_packs(), demo=(demo_language or spoken_here()) if demo else "")
    _say_where(desk, host, port)
    serve(desk.settings, host=host, port=port, **server)


def _refuse_taken_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as taken:
            raise Refused("cli.port_taken", host=host, port=port) from taken


def _first_start(desk: Desk, packs: tuple[str, ...], *, demo: str) -> None:
    with desk.workspace.database.reading() as connection:
        first = not revisions.current_number(connection)
    if first:
        for pack in packs:
            done = install(desk.workspace, as_typed(pack), author=None, now=desk.now)
            desk.say("cli.pack_done", name=pack, revision=done.revision)
    if demo:
        for pack in packs:
            _let_demo_in(desk, pack, demo)


def _let_demo_in(desk: Desk, pack: str, language: str) -> None:
    steps = load_demo(desk.workspace, pack, now=desk.now, language=language)
    total = next(steps, 0)
    if not total:
        return
    label = desk.text("cli.demo_records", n=total)
    with click.progressbar(length=total, label=label, show_eta=False) as bar:
        for done in steps:
            bar.update(done)
            if not sys.stdout.isatty() and bar.pos % max(total // 4, 1) == 0:  # a bar is drawn in a terminal only
                click.echo(f"  {bar.pos} / {total}")


def _say_where(desk: Desk, host: str, port: int) -> None:
    from accounts import people
    from records import settings

    with desk.workspace.database.reading() as connection:
        kept = settings.get(connection, "demo_people") or ()
        somebody = bool(people.listing(connection))
    desk.say("cli.serving", address=f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}/")
    for each in kept:
        desk.say("cli.sign_in", name=each["name"], role=each["role"], login=each["login"], password=each["password"])
    if not somebody:
        desk.say("cli.nobody_yet")
