"""leadwright report: a report as a table, as JSON, or as a file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from unicodedata import east_asian_width

import click

from accounts import SYSTEM, Actor, actor_of, people
from definitions import Refused, say
from reports import FILES, Explanation, Paper, ReportTable, Row, as_csv, as_json, explain, file_of, report_of, run

from ..program import Desk


@click.command("report")
@click.argument("report_id", metavar="ID")
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help="A param of the report; may be repeated.")
@click.option("--format", "shape", type=click.Choice(["table", "json", *FILES]), default="table")
@click.option("--to", type=click.Path(dir_okay=False, path_type=Path), help="Where to write it; else to the output.")
@click.option("--as", "login", metavar="LOGIN", help="With the rights of this person; else without limits.")
@click.option("--explain", "laid_open", is_flag=True, help="Do not ask; show the SQL and its clause of rights.")
@click.pass_obj
def command(
    desk: Desk,
    report_id: str,
    params: tuple[str, ...],
    *,
    shape: str,
    to: Path | None,
    login: str | None,
    laid_open: bool,
) -> None:
    """Show the report ID."""
    given = _params(params)
    source = desk.workspace.reports
    with source.database.reading() as connection:
        work = source.work(connection, replace(SYSTEM, language=desk.language), desk.now)
        work = work if login is None else work.as_actor(_person(desk, work, login))
        if laid_open:
            return _lay_open(desk, explain(work, report_of(work, report_id), given))
        table = run(work, report_of(work, report_id), given)
    if shape == "json":
        click.echo(json.dumps(as_json(table, desk.language), ensure_ascii=False))
    elif shape == "csv" and to is None:
        click.echo(as_csv(table, desk.language), nl=False)
    elif shape in FILES:
        _write(to, file_of(shape, table, Paper(desk.language)))
    else:
        _print(desk, table)


def _write(to: Path | None, body: bytes) -> None:
    if to is None:
        click.get_binary_stream("stdout").write(body)
    else:
        to.write_bytes(body)


def _params(written: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in written:
        name, equals, value = each.partition("=")
        if not equals:
            raise Refused("reports.cli.bad_param", written=each)
        if name in found:
            raise Refused("reports.cli.twice", name=name)
        found[name] = value
    return found


def _person(desk: Desk, work, login: str) -> Actor:
    person = people.find_by_login(work.connection, login)
    if person is None:
        raise Refused("cli.no_person", login=login)
    return actor_of(work.connection, work.catalog, person)


def _lay_open(desk: Desk, explanation: Explanation) -> None:
    desk.say("reports.cli.rights")
    click.echo(f"  {explanation.rights}")
    desk.say("reports.cli.statement")
    click.echo(explanation.sql)


def _print(desk: Desk, table: ReportTable) -> None:
    """The finding, the table in columns as wide as their words, and the totals."""
    language = desk.language
    lines = [[each.label.text(language) for each in table.columns]]
    lines += [_texts(row, language) for row in table.rows]
    if table.dimensions:
        if table.others is not None:
            lines.append([say("reports.others", language, n=table.left_out), *_texts(table.others, language)[1:]])
        lines.append([say("reports.total", language), *_texts(table.totals, language)[1:]])
    widths = [max(_width(line[place]) for line in lines) for place in range(len(table.columns))]
    click.echo(f"{table.label.text(language)}: {table.finding.text(language)}")
    for line in lines:
        padded = (_padded(text, widths[n], table.columns[n].is_number) for n, text in enumerate(line))
        click.echo("  ".join(padded).rstrip())
    desk.say("reports.cli.rows", n=table.total)


def _texts(row: Row, language: str) -> list[str]:
    return [cell.text(language) for cell in row.cells]


def _width(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def _padded(text: str, width: int, right: bool) -> str:
    blanks = " " * (width - _width(text))
    return blanks + text if right else text + blanks
