"""leadwright check: every problem of definition files, with its place."""

from __future__ import annotations

import json

import click

from publishing import check_paths

from ..program import Desk


@click.command("check")
@click.argument("paths", nargs=-1, required=True, type=click.Path())
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text")
@click.pass_obj
def command(desk: Desk, paths: tuple[str, ...], shape: str) -> None:
    """Check packs, folders or files. Exits 1 when there is an error."""
    problems = check_paths(paths)
    errors = sum(problem.is_error for problem in problems)
    warnings = len(problems) - errors
    if shape == "json":
        told = [problem.as_dict(desk.language) for problem in problems]
        click.echo(json.dumps({"errors": errors, "warnings": warnings, "problems": told}, ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            level = desk.text(f"cli.{problem.level}")
            click.echo(f"{problem.text(desk.language)} [{level}]")
        desk.say("cli.checked", n=len(paths), paths=len(paths), errors=errors, warnings=warnings)
    raise SystemExit(1 if errors else 0)
