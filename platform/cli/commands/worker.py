"""leadwright worker: with Redis, an RQ worker and the relay that feeds it."""

from __future__ import annotations

import click

from jobs import work

from ..program import Desk


@click.command("worker")
@click.option("--burst", is_flag=True, help="End when nothing is due any more.")
@click.option("--no-relay", is_flag=True, help="Only work; another process fires timers and hands work over.")
@click.pass_obj
def command(desk: Desk, burst: bool, no_relay: bool) -> None:
    """Do what the outbox holds, carried by Redis (LEADWRIGHT_REDIS_URL)."""
    desk.say("cli.worker_starts")
    work(desk.workspace, burst=burst, relay=not no_relay)
