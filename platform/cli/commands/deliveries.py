"""leadwright deliveries: what was to reach somebody outside, and letting it go again."""

from __future__ import annotations

import click

from definitions import Reason, Refused
from flows import delivering
from records import Delivery, deliveries

from ..program import Desk


@click.group("deliveries", invoke_without_command=True)
@click.option("--state", type=click.Choice(deliveries.STATES), help="Only those in this state.")
@click.option("--channel", help="Only those by this channel.")
@click.option("--limit", default=30, show_default=True, type=click.IntRange(1, 1000))
@click.pass_context
def command(context: click.Context, state: str | None, channel: str | None, limit: int) -> None:
    """List deliveries, the newest first; `deliveries replay N` sends one again that was given up."""
    if context.invoked_subcommand is None:
        _list(context.obj, state=state, channel=channel, limit=limit)


@command.command("replay")
@click.argument("numbers", type=int, nargs=-1)
@click.option("--all", "every", is_flag=True, help="All that were given up; with --channel, by one channel.")
@click.option("--channel", help="Only those by this channel.")
@click.pass_obj
def replaying(desk: Desk, numbers: tuple[int, ...], every: bool, channel: str | None) -> None:
    """Let what was given up go again."""
    if not numbers and not every:
        raise Refused("cli.deliveries_which")
    with desk.workspace.database.transaction() as connection:
        work = desk.work(connection)
        if every:
            given_up = deliveries.listing(connection, state=deliveries.GIVEN_UP, channel=channel, limit=1000)
            numbers = tuple(one.id for one in given_up)
        for number in numbers:
            delivering.replay(work, number)
    desk.say("cli.deliveries_replayed", n=len(numbers))


def _list(desk: Desk, **narrowed) -> None:
    with desk.workspace.database.reading() as connection:
        found = deliveries.listing(connection, **narrowed)
        counted = deliveries.counts(connection)
    for one in found:
        click.echo(_line(desk, one))
    for (channel, state), n in sorted(counted.items()):
        click.echo(f"  {channel:<16} {desk.text(f'deliveries.state.{state}')} {n}")
    desk.say("cli.deliveries", n=len(found))


def _line(desk: Desk, one: Delivery) -> str:
    why = Reason.from_json(one.why).text(desk.language) if one.why else ""
    state = desk.text(f"deliveries.state.{one.state}")
    about = one.text.get("title") or one.text.get("subject") or ""
    said = " · ".join(part for part in (why, (one.answer or "")[:80]) if part)
    head = f"{one.id:>7}  {one.created_at:%Y-%m-%d %H:%M}Z  {one.channel:<14} {state:<6}"
    return f"{head} {one.attempts} {about[:40]}  {said}"
