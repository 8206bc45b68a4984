"""How the command line is told what becomes of records whose stage changes."""

from __future__ import annotations

import click

in_flight_option = click.option(
    "--in-flight",
    multiple=True,
    metavar="PIPELINE/STAGE=WHAT",
    help="What becomes of records in a stage that changes: keep, ask, or the stage they are taken to; "
    "PIPELINE/STAGE/TASK=TASK (or =close) maps a task.",
)
