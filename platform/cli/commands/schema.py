"""leadwright schema: JSON Schemas of every kind, for editors."""

from __future__ import annotations

import json
from pathlib import Path

import click

from publishing import schemas

from ..program import Desk


@click.command("schema")
@click.argument("folder", type=click.Path(file_okay=False))
@click.pass_obj
def command(desk: Desk, folder: str) -> None:
    """Write <kind>.json for every kind of definition to FOLDER."""
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    written = schemas()
    for name, schema in written.items():
        (place / f"{name}.json").write_text(json.dumps(schema, ensure_ascii=False, indent=2) + "\n", "utf-8")
    desk.say("cli.schemas", n=len(written), folder=folder)
