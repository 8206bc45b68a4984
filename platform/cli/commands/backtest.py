"""leadwright backtest: what a routing or a scorecard would have done with the records of a past period."""

from __future__ import annotations

import json
from datetime import date
from unicodedata import east_asian_width

import click

from accounts import Work, people
from definitions import Catalog, DefinitionError, Refused
from flows import backtest as backtests
from publishing import bundles_at, load, overlay, prefixes, with_needs

from ..program import Desk


@click.command("backtest")
@click.argument("form")
@click.option("--with", "path", type=click.Path(), help="Definition files to try; without them what is published.")
@click.option("--from", "since", metavar="DAY", help="The first day; 13 weeks ago, if not said.")
@click.option("--to", "until", metavar="DAY", help="The day after the last; today, if not said.")
@click.option("--regrade", is_flag=True, help="Grade the records anew by the scorecard, and route by that.")
@click.option("--format", "shape", type=click.Choice(["table", "json"]), default="table")
@click.pass_obj
def command(
    desk: Desk, form: str, path: str | None, since: str | None, until: str | None, *, regrade: bool, shape: str
) -> None:
    """Live a past period of FORM again under other rules, and compare; nothing is written."""
    with desk.workspace.database.reading() as connection:
        work = desk.work(connection)
        draft = backtests.Draft.of(_tried(work, path), form, regrade=regrade)
        period = backtests.period_of(work, _day(since), _day(until))
        found = backtests.backtest(work, draft, *period)
        names = people.names(connection, [row.person for row in found.rows])
    if shape == "json":
        click.echo(json.dumps(backtests.as_json(found, names), ensure_ascii=False))
    else:
        _print(desk, found, names)


def _tried(work: Work, path: str | None) -> Catalog:
    """What is published, with the files at the path laid over it."""
    if path is None:
        return work.catalog
    current = work.catalog.files
    loaded = load(overlay(current, with_needs(bundles_at(path), prefixes(current))))
    if loaded.catalog is None:
        raise DefinitionError(loaded.errors)
    return loaded.catalog


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise Refused("backtest.not_a_day", written=written) from None


def _print(desk: Desk, found: backtests.Backtest, names: dict[int, str]) -> None:
    language = desk.language
    click.echo(backtests.sentence(found, language))
    lines = [[desk.text(f"backtest.column.{name}") for name in ("who", "n", "grades", "response", "win_rate", "peak")]]
    for row in found.rows:
        lines.append([
            backtests.name_of(row, names, language),
            f"{row.was.n} → {row.would.n}",
            f"{backtests.mix(row.was) or '–'} → {backtests.mix(row.would) or '–'}",
            f"{backtests.minutes(row.was, language)} → {backtests.minutes(row.would, language)}",
            f"{backtests.rate(row.was)} → {backtests.rate(row.would)}",
            "" if row.person is None else f"{row.peak} / {row.cap}" if row.cap else str(row.peak),
        ])  # fmt: skip
    widths = [max(_width(line[place]) for line in lines) for place in range(len(lines[0]))]
    for line in lines:
        click.echo("  ".join(text + " " * (widths[n] - _width(text)) for n, text in enumerate(line)).rstrip())


def _width(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
