"""leadwright rollback: publish an older revision again."""

from __future__ import annotations

import click

from flows import in_flight as flights
from publishing import rollback

from ..in_flight import in_flight_option
from ..program import Desk


@click.command("rollback")
@click.argument("number", type=int)
@in_flight_option
@click.pass_obj
def command(desk: Desk, number: int, in_flight: tuple[str, ...]) -> None:
    """Publish revision NUMBER again, as a new revision; no data is lost."""
    said = {"author": None, "now": desk.now, "in_flight": flights.read_answers(in_flight)}
    done = rollback(desk.workspace, number, **said, watch=desk.watch)
    desk.say("cli.rolled_back", number=number, revision=done.revision)
