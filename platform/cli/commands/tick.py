"""leadwright tick: fire what is due and do what waits, once."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from definitions import Refused
from jobs import drain, tick
from records import outbox, timers

from ..program import Desk


@click.command("tick")
@click.option("--at", "moment", help="As if it were this time (ISO 8601; UTC unless it says otherwise).")
@click.pass_obj
def command(desk: Desk, moment: str | None) -> None:
    """Fire every timer that is due and do the work it causes."""
    at = _moment(moment) if moment else desk.now
    fired = done = 0
    while True:
        now_fired, now_done = tick(desk.workspace, lambda: at), drain(desk.workspace, lambda: at)
        fired, done = fired + now_fired, done + now_done
        if not now_fired and not now_done:
            break
    _say_what_fails(desk)
    desk.say("cli.ticked", timers=fired, jobs=done)


def _say_what_fails(desk: Desk) -> None:
    """What could not be done is tried again by itself or has been given up; somebody has to see it."""
    with desk.workspace.database.reading() as connection:
        late, given_up = timers.failing(connection), outbox.failed(connection)
    if late:
        desk.say("cli.tick_failing_timers", n=len(late))
    for timer in late:
        click.echo(f"  {timer.kind}  {timer.form} {timer.record}  {timer.error}")
    if given_up:
        desk.say("cli.tick_failed_jobs", n=len(given_up))
    for row in given_up:
        click.echo(f"  {row.kind}  {row.id}  {row.error}")


def _moment(written: str) -> datetime:
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        raise Refused("cli.not_a_moment", written=written) from None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
