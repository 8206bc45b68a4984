"""leadwright import: a file's rows through the one door."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from accounts import SYSTEM, Actor, actor_of, people
from definitions import Catalog, Refused
from flows import Importer, ImportReport, LineProblem
from forms import ImportMap, SourceFile, load_map, read_source

from ..program import Desk

STATES = ("created", "updated", "unchanged", "refused")
SHOWN = 20
PORTION = 250  # rows in one transaction: whoever else wants to write waits no longer than that


@dataclass(frozen=True)
class Asked:
    """What the command line says beside form and file."""

    map: str
    dry_run: bool
    login: str | None
    report: str | None
    resume: int | None


@click.command("import")
@click.argument("form")
@click.argument("file", type=click.Path(dir_okay=False))
@click.option("--map", required=True, metavar="MAP", help="A map's file, or the id of a published one.")
@click.option("--dry-run", is_flag=True, help="Do all of it and keep nothing.")
@click.option("--as", "login", metavar="LOGIN", help="With the rights of this person; else without limits.")
@click.option("--report", metavar="CSV", type=click.Path(dir_okay=False), help="Write the refused lines to a file.")
@click.option("--resume", metavar="N", type=int, help="Go on with import N, which was interrupted.")
@click.pass_obj
def command(desk: Desk, form: str, file: str, **asked: str) -> None:
    """Import the rows of FILE (CSV or XLSX) into FORM; a row that is refused does not hold up the others."""
    given = Asked(**asked)
    with desk.workspace.database.reading() as connection:
        catalog = desk.workspace.catalog(connection)
        actor = _actor(desk, connection, catalog, given.login)
    catalog.get("form", form)
    map = _map(catalog, form, given.map)
    source, count = _counted(read_source(file))
    report = _import(desk, Importer(desk.workspace.database, catalog, actor, desk.now), (map, source, count), given)
    _tell_refused(desk, report.problems, given.report)
    _say_done(desk, report, file)


def _actor(desk: Desk, connection, catalog: Catalog, login: str | None) -> Actor:
    if login is None:
        return replace(SYSTEM, language=desk.language, catalog=catalog)
    person = people.find_by_login(connection, login)
    if person is None:
        raise Refused("cli.no_person", login=login)
    return replace(actor_of(connection, catalog, person), language=desk.language)


def _map(catalog: Catalog, form: str, written: str) -> ImportMap:
    """The map of that file, or the published one of that id."""
    path = Path(written)
    found = catalog.find("import_map", written)
    if found is None or path.is_file():
        found = load_map(path.read_text("utf-8-sig"), catalog, file=written)
    if found.form != form:
        raise Refused("cli.other_form", map=written, form=form, its=found.form)
    return found


def _counted(source: SourceFile) -> tuple[SourceFile, int]:
    rows = list(source.rows)
    return replace(source, rows=iter(rows)), len(rows)


def _import(desk: Desk, importer: Importer, what: tuple[ImportMap, SourceFile, int], asked: Asked) -> ImportReport:
    map, source, count = what
    label = desk.text("cli.importing", n=count)
    with click.progressbar(length=count, label=label, file=sys.stderr, show_eta=False) as bar:
        importer = replace(importer, progress=bar.update)
        if asked.resume is not None:
            return importer.resume(asked.resume, map, source, portion=PORTION)
        return importer.run(map, source, dry_run=asked.dry_run, portion=PORTION)


def _tell_refused(desk: Desk, problems: Sequence[LineProblem], report: str | None) -> None:
    """Every refused line with its reason: in a file if one is wanted, else the first of them on stderr."""
    if report is not None:
        _write_report(desk, problems, Path(report))
        return
    for problem in problems[:SHOWN]:
        click.echo(desk.text("cli.refused_line", line=problem.line, reason=problem.text(desk.language)), err=True)
    if len(problems) > SHOWN:
        click.echo(desk.text("cli.more_refused", n=len(problems) - SHOWN), err=True)


def _write_report(desk: Desk, problems: Sequence[LineProblem], path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["line", "field", "code", "reason"])
        for problem in problems:
            for error in problem.errors:
                code, reason = error.get("code", ""), error.get(desk.language, "")
                writer.writerow([problem.line, error.get("field", ""), code, reason])


def _say_done(desk: Desk, report: ImportReport, file: str) -> None:
    counts = {state: report.counts.get(state, 0) for state in STATES}
    key = "cli.import_tried" if report.dry_run else "cli.imported"
    desk.say(key, file=Path(file).name, run=report.run, **counts)
