"""leadwright keys: what sensitive fields are encrypted with, and who saw the whole of them."""

from __future__ import annotations

from datetime import timedelta

import click

from accounts import people
from definitions import Refused
from flows import rekeying, unmasking
from records import field_keys, key_rotation

from ..program import Desk


@click.group("keys", invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> None:
    """List the keys of sensitive fields, which one encrypts and how much lies under each; never the keys."""
    if context.invoked_subcommand is None:
        _list(context.obj)


@command.command("list")
@click.pass_obj
def listing(desk: Desk) -> None:
    """The keys by id: which one encrypts, how many stored values need each, which are missing."""
    _list(desk)


@command.command("rotate")
@click.pass_obj
def rotating(desk: Desk) -> None:
    """Encrypt everything anew under a new key, in portions while the server runs; stopped, call it again."""
    with desk.workspace.database.transaction() as connection:
        old = _old(key_rotation.in_use(connection))
        if not old and not field_keys.from_environment():
            before = field_keys.current().id
            desk.say("cli.keys.made", id=field_keys.add_to_file(connection).id)
            old = frozenset({before})
        field_keys.remember(connection, field_keys.current().id)
    missing = old - field_keys.ring().keys()
    if missing:
        raise Refused("field_keys.unknown", id=", ".join(sorted(missing)), **_places())
    total = 0
    for progress in key_rotation.rotate(desk.workspace.database, old):
        desk.say("cli.keys.rotated_at", place=progress.place, n=progress.changed)
        total += progress.changed
    rekeying.keep_keys_again(desk.workspace.database, desk.work)
    desk.say("cli.keys.rotated", n=total, id=field_keys.current().id)


@command.command("forget")
@click.argument("id")
@click.pass_obj
def forgetting(desk: Desk, id: str) -> None:
    """Take a key that no value needs out of the key file; a backup of before could then not be read any more."""
    with desk.workspace.database.reading() as connection:
        needed = key_rotation.in_use(connection).get(id, 0)
    if id not in field_keys.ring() or field_keys.from_environment():
        raise Refused("field_keys.not_in_file", id=id, **_places())
    if needed or id == field_keys.current().id:
        raise Refused("field_keys.needed", id=id, n=needed)
    field_keys.forget_in_file(frozenset({id}))
    desk.say("cli.keys.forgotten", id=id)


@command.command("seen")
@click.option("--days", type=click.IntRange(1, 3650), default=30, show_default=True, help="How far back.")
@click.pass_obj
def seen(desk: Desk, days: int) -> None:
    """Who saw the whole of sensitive fields, the newest first: on a page, by the API, in an export."""
    with desk.workspace.database.reading() as connection:
        found = unmasking.seen_since(desk.work(connection), desk.now - timedelta(days=days))
        names = people.names(connection, [event.actor for event in found if event.actor is not None])
    for event in found:
        fields = ", ".join(event.data.get("fields") or [event.data.get("field", "")])
        who, what = names.get(event.actor, "–"), f"{event.form}/{event.record}" if event.record else event.form
        said = " · ".join(filter(None, (event.data.get("door"), event.data.get("asked"), event.data.get("words"))))
        click.echo(f"{event.at:%Y-%m-%d %H:%M}  {who:<12} {what:<24} {fields}  {said}")
    desk.say("cli.keys.seen", n=len(found))


def _list(desk: Desk) -> None:
    with desk.workspace.database.reading() as connection:
        needed = key_rotation.in_use(connection)
    known = field_keys.ring()
    first = next(iter(known), None)
    for id, n in needed.items():
        state = "encrypts" if id == first else "kept" if id in known else "missing"
        click.echo(f"{id:<10} {desk.text(f'cli.keys.state.{state}'):<12} {desk.text('cli.keys.needed', n=n)}")
    source = "environment" if field_keys.from_environment() else "file" if known else "none"
    desk.say(f"cli.keys.from_{source}", **_places())


def _old(needed: dict[str, int]) -> frozenset[str]:
    """The keys that values lie under, beside the one that encrypts."""
    first = next(iter(field_keys.ring()), None)
    return frozenset(id for id, n in needed.items() if n and id != first)


def _places() -> dict[str, str]:
    return {"variable": field_keys.VARIABLE, "path": str(field_keys.file_path())}
