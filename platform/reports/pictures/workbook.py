"""A report as a workbook: numbers stay numbers, text is never a formula, and the picture is one that Excel draws."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from definitions import say

from ..answers.table import Cell, Column, ReportTable, Row
from ..charts import Sketch

if TYPE_CHECKING:
    from xlsxwriter import Workbook

DAY = 86400
# How charts of ours are called in Excel; what is not here has none there.
CHARTS = {
    "bar": "bar", "leaderboard": "bar", "funnel": "bar", "histogram": "column", "line": "line", "area": "area",
    "pie": "pie",
}  # fmt: skip
FORMATS = {"percent": "0.0%", "change": "+0.0%;-0.0%", "duration": "[h]:mm", "integer": "#,##0", "money": "#,##0.00"}
NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def as_xlsx(table: ReportTable, language: str) -> bytes:
    """The table, and beside it its picture where Excel has one of the kind."""
    from xlsxwriter import Workbook  # late: most processes never write one

    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    name = (table.label.text(language).translate(NOT_IN_NAMES).strip() or table.report)[:31]
    sheet = book.add_worksheet(name)
    _fill(book, sheet, table, language)
    _draw(book, sheet, table, language)
    book.close()
    return out.getvalue()


def _fill(book: Workbook, sheet: Any, table: ReportTable, language: str) -> None:
    """Heads, rows, what the limit cut off, and the whole."""
    bold = book.add_format({"bold": True})
    made = {kind: book.add_format({"num_format": form}) for kind, form in FORMATS.items()}
    formats = [made.get(each.type) for each in table.columns]
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column.label.text(language), bold)
        sheet.set_column(place, place, 26 if not column.is_number else 14)
    for line, values in enumerate(_lines(table, language), 1):
        for place, value in enumerate(values):
            if isinstance(value, float):
                sheet.write_number(line, place, value, formats[place])
            else:
                sheet.write_string(line, place, value)
    sheet.freeze_panes(1, len(table.dimensions))


def _lines(table: ReportTable, language: str) -> Iterator[list[float | str]]:
    """The rows; the rest and the whole have words of their own."""
    for row in table.rows:
        yield _line(table, row, language)
    names = len(table.dimensions)
    for row in (table.others, table.totals):
        if row is not None and names:
            name = Sketch(table, language).name(row)
            yield [name, *("" for _ in range(names - 1)), *_line(table, row, language)[names:]]


def _line(table: ReportTable, row: Row, language: str) -> list[float | str]:
    return [_value(column, cell, language) for column, cell in zip(table.columns, row.cells, strict=True)]


def _value(column: Column, cell: Cell, language: str) -> float | str:
    """A number as it is, a length of time in days as Excel counts them, anything else in words."""
    if column.is_number and cell.value is not None:
        return float(cell.value) / (DAY if column.type == "duration" else 1)
    return cell.text(language)


def _draw(book: Workbook, sheet: Any, table: ReportTable, language: str) -> None:
    """One series a measure that the picture shows; the names of the rows stand along it."""
    kind = CHARTS.get(table.chart.type) if table.chart else None
    measures, names = Sketch(table, language).measures, len(table.dimensions)
    if kind is None or not table.rows or not names or (table.chart.split and names > 1):
        return
    chart, last = book.add_chart({"type": kind}), len(table.rows)
    for measure in measures[: 1 if kind == "pie" else None]:
        place = table.place(measure.id)
        said = {"name": [sheet.name, 0, place], "values": [sheet.name, 1, place, last, place]}
        chart.add_series({**said, "categories": [sheet.name, 1, 0, last, names - 1]})
    chart.set_title({"name": table.label.text(language)})
    if kind == "bar":
        chart.set_y_axis({"reverse": True})
    chart.set_size({"width": 720, "height": 400})
    sheet.insert_chart(1, len(table.columns) + 1, chart, {"description": say("reports.file.picture", language)})
