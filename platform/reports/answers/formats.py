"""A report's table as JSON and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

from definitions import say

from ..definition import ReportDefinition
from ..parts import PERIOD
from ..period import CUSTOM, TO
from .narrowing import ONLY
from .table import NUMBERS, Cell, Column, ReportTable, Row

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def as_json(table: ReportTable, language: str) -> dict[str, Any]:
    """Report, revision, columns, rows, total (the number of rows before the limit) and totals."""
    return {
        "report": table.report,
        "revision": table.revision,
        "columns": [{"id": each.id, "label": each.label.text(language), "type": each.type} for each in table.columns],
        "rows": [[cell.value for cell in row.cells] for row in table.rows],
        "total": table.total,
        "totals": {each.id: table.cell(table.totals, each.id).value for each in table.measures},
    }


def as_csv(table: ReportTable, language: str) -> str:
    """A line of heads, the rows, and the totals; words as people read them, numbers bare, formulas defused."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(defused(_head(each, language)) for each in table.columns)
    for row in table.rows:
        writer.writerow(_line(table, row, language))
    if table.dimensions:
        cut = {"n": table.left_out}
        if table.others is not None:
            writer.writerow(_named(table, table.others, say("reports.others", language, **cut), language))
        writer.writerow(_named(table, table.totals, say("reports.total", language), language))
    return out.getvalue()


def defused(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) else text


def _head(column: Column, language: str) -> str:
    return column.head(language, counted_in=say("reports.in_seconds", language) if column.type == "duration" else "")


def _line(table: ReportTable, row: Row, language: str) -> list[Any]:
    return [_written(cell, column.type, language) for cell, column in zip(row.cells, table.columns, strict=True)]


def _named(table: ReportTable, row: Row, name: str, language: str) -> list[Any]:
    return [name, *_line(table, row, language)[1:]]


def _written(cell: Cell, kind: str, language: str) -> Any:
    if kind in NUMBERS:
        return "" if cell.value is None else cell.value
    return defused(cell.text(language))


def params_in(args: Mapping[str, Any], report: ReportDefinition) -> dict[str, Any]:
    """The params among an address's arguments; days of the reader's own come as their first and their last.

    What the reader pointed at goes with them, as in the links behind every number.
    """
    found = {param.id: args[param.id] for param in report.params if param.id in args}
    if args.get(ONLY):
        found[ONLY] = args[ONLY]
    if report.period and found.get(PERIOD) == CUSTOM:
        found[PERIOD] = f"{args.get(f'{PERIOD}.from', '')}{TO}{args.get(f'{PERIOD}.until', '')}"
    return found
