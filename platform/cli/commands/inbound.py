"""leadwright inbound: what came in from outside, trying it again, and handing a mail in."""

from __future__ import annotations

import click

from definitions import Refused
from flows import inlets
from records import Inbound, inbound

from ..program import Desk


@click.group("inbound", invoke_without_command=True)
@click.option("--state", type=click.Choice(inbound.STATES), help="Only those in this state.")
@click.option("--inlet", help="Only those of this inlet.")
@click.option("--limit", default=30, show_default=True, type=click.IntRange(1, 1000))
@click.pass_context
def command(context: click.Context, state: str | None, inlet: str | None, limit: int) -> None:
    """List what came in, the newest first, with the reasons why it was refused."""
    if context.invoked_subcommand is None:
        _list(context.obj, state=state, inlet=inlet, limit=limit)


@command.command("replay")
@click.argument("numbers", type=int, nargs=-1)
@click.option("--all", "every", is_flag=True, help="All that were refused; with --inlet, of one inlet.")
@click.option("--inlet", help="Only those of this inlet.")
@click.pass_obj
def replaying(desk: Desk, numbers: tuple[int, ...], every: bool, inlet: str | None) -> None:
    """Let in again what was refused, by the mapping that is published now."""
    if not numbers and not every:
        raise Refused("cli.inbound_which")
    with desk.workspace.database.reading() as connection:
        if every:
            numbers = tuple(one.id for one in inbound.listing(connection, state="refused", inlet=inlet, limit=1000))
    for number in numbers:
        with desk.workspace.database.transaction() as connection:
            click.echo(_line(desk, inlets.replay(desk.work(connection), number)))


@command.command("show")
@click.argument("number", type=int)
@click.pass_obj
def showing(desk: Desk, number: int) -> None:
    """Print what came in just as it came."""
    with desk.workspace.database.reading() as connection:
        row = inbound.get(connection, number)
    if row is None:
        raise Refused("inlets.none", id=number)
    click.echo(row.payload, nl=False)


@command.command("mail")
@click.option("--inlet", "named", help="The inlet it is for; else the one whose addresses it was sent to.")
@click.argument("file", type=click.File("rb"), default="-")
@click.pass_obj
def mailing(desk: Desk, named: str | None, file) -> None:
    """Hand in one mail (RFC 822), from standard input: what a mail server pipes into a command."""
    sent = inlets.Sent(file.read(), "message/rfc822", remote="command line")
    with desk.workspace.database.transaction() as connection:
        work = desk.work(connection)
        received = inlets.receive(work, inlets.inlet_for_mail(work, sent.body, named), sent)
    with desk.workspace.database.transaction() as connection:
        click.echo(_line(desk, inlets.let_in(desk.work(connection), received.row.id)))


def _list(desk: Desk, **narrowed) -> None:
    with desk.workspace.database.reading() as connection:
        found = inbound.listing(connection, **narrowed)
    for one in found:
        click.echo(_line(desk, one))
    desk.say("cli.inbound", n=len(found))


def _line(desk: Desk, one: Inbound) -> str:
    problem = one.problem or {}
    parts = [problem.get(desk.language) or problem.get("en") or ""]
    parts += [f"{each['field']}: {each.get(desk.language) or each.get('en')}" for each in problem.get("fields", ())]
    record = f"{one.form} {one.record}" if one.record else ""
    head = f"{one.id:>7}  {one.received_at:%Y-%m-%d %H:%M}Z  {one.inlet:<16} {desk.text(f'inlets.state.{one.state}')}"
    return f"{head}  {record}  {'; '.join(filter(None, parts))}".rstrip()
