"""leadwright secret: addresses and keys that stand in no file."""

from __future__ import annotations

import click

from definitions import Refused
from records import secrets

from ..program import Desk


@click.group("secret", invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> None:
    """List the secret settings that the configuration names, and which of them are set; never their values."""
    if context.invoked_subcommand is None:
        _list(context.obj)


@command.command("set")
@click.argument("name")
@click.argument("value", required=False)
@click.pass_obj
def keeping(desk: Desk, name: str, value: str | None) -> None:
    """Keep a value; without VALUE it is read from standard input, so that no history of commands holds it."""
    written = value if value is not None else click.get_text_stream("stdin").read().strip()
    if not written:
        raise Refused("secrets.bad_value", name=name, most=secrets.LONGEST)
    with desk.workspace.database.transaction() as connection:
        secrets.keep(connection, name, written)
    desk.say("cli.secret_kept", name=name)
    if secrets.from_environment(name):
        desk.say("cli.secret_overruled", name=name, variable=secrets.variable(name))


@command.command("remove")
@click.argument("name")
@click.pass_obj
def removing(desk: Desk, name: str) -> None:
    """Take a value away."""
    with desk.workspace.database.transaction() as connection:
        secrets.keep(connection, name, None)
    desk.say("cli.secret_removed", name=name)


def _list(desk: Desk) -> None:
    with desk.workspace.database.reading() as connection:
        needed = _needed(desk, connection)
        known = secrets.known(connection, needed)
    for name, by in sorted(needed.items()):
        state = "environment" if secrets.from_environment(name) else "set" if name in known else "missing"
        click.echo(f"{name:<24} {desk.text(f'cli.secret_state.{state}'):<12} {', '.join(by)}")
    desk.say("cli.secrets", n=len(needed))


def _needed(desk: Desk, connection) -> dict[str, list[str]]:
    """Every name that a definition asks for, with the definitions that do."""
    found: dict[str, list[str]] = {}
    for kind, definition in desk.workspace.catalog(connection):
        for name in getattr(definition, "secrets", ()):
            found.setdefault(name, []).append(f"{kind} {definition.id}")
    return found
