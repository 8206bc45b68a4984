"""What a subscription says: the finding, a short table, the picture, the way to the page, and the way out."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from accounts import Work
from definitions import Refused, say
from records import Subscription

from ..answers.answering import report_of, run
from ..answers.formats import params_in
from ..answers.table import ReportTable
from ..charts import draw
from ..dashboards import AskedTile, dashboard_of, open_dashboard
from ..pictures import as_png, sheet_of, sheets_of
from ..sql.aspects import CHANGE
from .links import leave_path

MOST_ROWS, MOST_COLUMNS, TIMES = 10, 5, ("date", "datetime")
# Nobody waits for it, but other work does.
PATIENCE = 60.0


@dataclass(frozen=True)
class Said:
    """One message; the picture is PNG in base 64, `without` says why there is none."""

    title: str
    body: str
    path: str
    verb: str
    leave: str
    language: str
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    picture: str = ""
    without: str | None = None


def compose(work: Work, row: Subscription) -> Said:
    """The message as its reader may see it; Refused where they may not see it any more."""
    said, svg = _of_dashboard(work, row) if row.kind == "dashboard" else _of_report(work, row)
    try:
        picture = as_png(svg, scale=1.5)
    except Refused as refused:
        return replace(said, without=refused.text(work.language))
    return replace(said, picture=b64encode(picture).decode())


def _of_report(work: Work, row: Subscription) -> tuple[Said, str]:
    report = report_of(work, row.target)
    table = run(work, report, params_in(row.params, report), within=PATIENCE)
    heads, rows = _short(table, work.language)
    said = _said(work, row, table.label.text(work.language), table.finding.text(work.language))
    return replace(said, heads=heads, rows=rows), sheet_of(table, work.language)


def _of_dashboard(work: Work, row: Subscription) -> tuple[Said, str]:
    """Its numbers as the table, its findings as the words, its pictures below each other."""
    dashboard = dashboard_of(work, row.target)
    opened = open_dashboard(work, dashboard, row.params)
    asked = [(each, run(work, each.report, each.given, within=PATIENCE)) for each in opened.tiles]
    numbers = tuple(_numbers(asked, work.language))
    pictures = [table for each, table in asked if each.tile.number is None]
    findings = [_finding(table, work.language) for table in pictures]
    said = _said(work, row, dashboard.label.text(work.language), "\n".join(findings))
    return replace(said, rows=numbers), sheets_of(said.title, numbers, pictures, work.language)


def _finding(table: ReportTable, language: str) -> str:
    return f"{table.label.text(language)}{say('ui.colon', language)}{table.finding.text(language)}"


def _said(work: Work, row: Subscription, title: str, body: str) -> Said:
    folder = "dashboards" if row.kind == "dashboard" else "reports"
    path = f"/{folder}/{row.target}" + (f"?{urlencode(row.params)}" if row.params else "")
    verb = say("subscriptions.open", work.language)
    return Said(title, body, path, verb, leave_path(row, work.actor.person_id), work.language)


def _short(table: ReportTable, language: str) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The first rows, of what goes on over time the newest, and the whole; what is drawn before other columns."""
    drawing = draw(table, language, chart="table")
    rows = drawing.rows[-MOST_ROWS:] if _goes_on(table) else drawing.rows[:MOST_ROWS]
    lines = [*rows, *([drawing.totals] if drawing.totals else [])]
    numbers = sorted(range(drawing.names, len(drawing.heads)), key=lambda at: not drawing.heads[at].charted)
    places = (*range(drawing.names), *sorted(numbers[: MOST_COLUMNS - drawing.names]))
    told = [(*line.names, *(each.text for each in line.fields)) for line in lines]
    return tuple(drawing.heads[at].label for at in places), tuple(tuple(line[at] for at in places) for line in told)


def _goes_on(table: ReportTable) -> bool:
    """Whether its rows are stretches of time, the oldest first."""
    first = table.dimensions[0] if table.dimensions else None
    if first is None or first.grain is None or first.type not in TIMES or table.others is not None:
        return False
    days = [table.value(row, first.id) for row in table.rows if table.value(row, first.id)]
    return days == sorted(days)


def _numbers(asked: list[tuple[AskedTile, ReportTable]], language: str) -> Iterator[tuple[str, str]]:
    """The large numbers, each with its name and how it has changed, as far as the reader may see them."""
    for each, table in asked:
        if each.tile.number and any(column.id == each.tile.number for column in table.measures):
            change = table.beside(each.tile.number, CHANGE)
            told = [each.tile.number, *([change.id] if change and table.value(table.totals, change.id) else [])]
            yield table.label.text(language), " ".join(table.text(table.totals, id, language) for id in told)
