"""leadwright worker: with Redis, an RQ worker and the relay that feeds it."""

from __future__ import annotations

from datetime import UTC, datetime
from threading import Event, Thread

import click

from jobs import relay_and_tick, work

from ..program import Desk


@click.command("worker")
@click.option("--burst", is_flag=True, help="End when the queue is empty.")
@click.option("--no-relay", is_flag=True, help="Only work; another process hands work over.")
@click.pass_obj
def command(desk: Desk, burst: bool, no_relay: bool) -> None:
    """Do what the outbox holds, carried by Redis (LEADWRIGHT_REDIS_URL)."""
    stop, workspace = Event(), desk.workspace
    desk.say("cli.worker_starts")
    if not no_relay:
        arguments = (workspace, lambda: datetime.now(UTC), stop.is_set)
        Thread(target=relay_and_tick, args=arguments, daemon=True, name="relay").start()
    try:
        work(workspace, burst=burst)
    finally:
        stop.set()
