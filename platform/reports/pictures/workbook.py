"""A report as a workbook: numbers stay numbers, text is never a formula, and the picture is one that Excel draws.

Where Excel has none of the kind, ours stands beside the table.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from definitions import Label, Refused, say

from ..answers.table import Cell, Column, ReportTable, Row
from ..charts import Sketch, draw
from .crosstab import Crosstab, Write, add_crosstab, crosstab_of, head_of, series_across
from .kinds import picture_of
from .png import as_png
from .sheet import sheet_of

if TYPE_CHECKING:
    from xlsxwriter import Workbook

DAY = 86400
# How charts of ours are called in Excel; what is not here has none there: dials, days, streams, cohorts.
CHARTS = {
    "bar": "bar", "leaderboard": "bar", "funnel": "bar", "histogram": "column", "line": "line", "area": "area",
    "pie": "pie", "scatter": "scatter", "number": "line",
}  # fmt: skip
# Those whose values of the second dimension lie upon each other, and those that are a table of their own.
STACKED, CROSSED = ("bar", "area"), ("pivot", "heat")
A4, FINE = 9, 2
# How heads are filled, and how the whole and the edges of a cross stand out.
HEAD, EDGE = "#ECEAE4", {"bold": True, "top": 1}
FORMATS = {"percent": "0.0%", "change": "+0.0%;-0.0%", "duration": "[h]:mm", "integer": "#,##0", "money": "#,##0.00"}
# What a picture would take for a place in this workbook, or in one elsewhere; the wide twins read the same.
PLACE = re.compile(r"=|[^!]+!\$?[A-Z]+\$?\d")
WIDE = str.maketrans("=!", "＝！")
NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def as_xlsx(table: ReportTable, language: str) -> bytes:
    """The table with its picture; two dimensions have a sheet of their own."""
    from xlsxwriter import Workbook  # late: most processes never write one

    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(_sheet_name(table, language))
    _fill(book, sheet, table, language)
    _draw(book, sheet, table, language)
    for each in book.worksheets():
        _lay_out(each)
    book.close()
    return out.getvalue()


def _sheet_name(table: ReportTable, language: str) -> str:
    """The report's, unless another sheet is called that, or one of Excel's own."""
    name = table.label.text(language).translate(NOT_IN_NAMES).strip()
    taken = ("", "history", say("reports.file.across", language).casefold())
    return (table.report if name.casefold() in taken else name)[:31]


def _words(text: str) -> str:
    return text.translate(WIDE) if PLACE.match(text) else text


def _fill(book: Workbook, sheet: Any, table: ReportTable, language: str) -> None:
    """Heads, rows, what the limit cut off, and the whole."""
    head, write = _head(book), _writer(book, language)
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, head_of(column, language), head)
        sheet.set_column(place, place, 26 if not column.is_number else 14)
    for line, row in enumerate(table.rows, 1):
        _line(sheet, line, table, row, write)
    sketch, line, names = Sketch(table, language), len(table.rows) + 1, len(table.dimensions)
    for row in (each for each in (table.others, table.totals) if each is not None and names):
        whole = row is table.totals
        for place in range(names):
            told = sketch.name(row) if place == 0 else ""
            write(sheet, line, place, table.columns[place], Cell(None, Label.of(told)), edge=whole)
        _line(sheet, line, table, row, write, first=names, edge=whole)
        line += 1
    sheet.freeze_panes(1, names)


def _line(
    sheet: Any, line: int, table: ReportTable, row: Row, write: Write, *, first: int = 0, edge: bool = False
) -> None:
    for place, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
        if place >= first:
            write(sheet, line, place, column, cell, edge=edge)


def _head(book: Workbook) -> Any:
    """How heads look."""
    return book.add_format({"bold": True, "bg_color": HEAD, "bottom": 1, "text_wrap": True, "valign": "top"})


def _writer(book: Workbook, language: str) -> Write:
    """Writes a number as it is, a length of time in days as Excel counts them, anything else in words."""
    plain = {kind: book.add_format({"num_format": form}) for kind, form in FORMATS.items()}
    edges = {kind: book.add_format({"num_format": form, **EDGE}) for kind, form in FORMATS.items()}
    bold = book.add_format(EDGE)

    def write(sheet: Any, line: int, place: int, column: Column, cell: Cell, *, edge: bool = False) -> None:
        looks = edges.get(column.type, bold) if edge else plain.get(column.type)
        if column.is_number and cell.value is not None:
            number = float(cell.value) / (DAY if column.type == "duration" else 1)
            sheet.write_number(line, place, number, looks)
        else:
            sheet.write_string(line, place, cell.text(language), bold if edge else None)

    return write


def _draw(book: Workbook, sheet: Any, table: ReportTable, language: str) -> None:
    """The picture, and the sheet it is drawn from where it has two dimensions."""
    sketch, asked = Sketch(table, language), table.chart.type if table.chart else ""
    kind = CHARTS.get(asked)
    crosstab = crosstab_of(sketch) if kind in (*STACKED, "line", "column") or asked in CROSSED else None
    if asked in CROSSED and crosstab is not None:
        _shade(add_crosstab(book, crosstab, _writer(book, language), _head(book)), crosstab)
    if not table.rows or asked in CROSSED:
        return
    if kind is None or not _has_room(table, kind, crosstab):
        _paste(sheet, table, language)
        return
    chart = book.add_chart({"type": kind, **({"subtype": "stacked"} if crosstab and kind in STACKED else {})})
    across = add_crosstab(book, crosstab, _writer(book, language), _head(book)) if crosstab else None
    for each in series_across(across, crosstab) if across else _series(sheet, sketch, kind):
        chart.add_series(each)
    chart.set_title({"name": _words(table.label.text(language))})
    if kind == "bar":
        chart.set_y_axis({"reverse": True})
    chart.set_size({"width": 720, "height": 400})
    sheet.insert_chart(1, len(table.columns) + 1, chart, {"description": say("reports.file.picture", language)})


def _paste(sheet: Any, table: ReportTable, language: str) -> None:
    """The picture as the page has it; where this machine can make none, the sentence that says what it lacks."""
    if table.chart is None or table.chart.type == "number" or picture_of(draw(table, language)) is None:
        return
    place = len(table.columns) + 1
    try:
        picture = io.BytesIO(as_png(sheet_of(table, language), scale=FINE))
    except Refused as refused:
        sheet.write_string(0, place, refused.text(language))
        return
    told = {"description": f"{table.label.text(language)}: {table.finding.text(language)}"}
    sheet.insert_image(
        1, place, "report.png", {"image_data": picture, "x_scale": 1 / FINE, "y_scale": 1 / FINE, **told}
    )


def _lay_out(sheet: Any) -> None:
    """On paper: lying, as wide as a page, the heads on every page."""
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _has_room(table: ReportTable, kind: str, crosstab: Crosstab | None) -> bool:
    """Large numbers have a line only over time; what is split by more than Excel can tell apart has none."""
    names = table.dimensions
    if not names or (table.chart.type == "number" and not names[0].grain):
        return False
    if kind == "scatter":
        return len(Sketch(table, "").measures) > 1
    return crosstab is not None or not (table.chart.split and len(names) > 1)


def _series(sheet: Any, sketch: Sketch, kind: str) -> Iterator[dict[str, Any]]:
    """One series a measure that the picture shows; the names of the rows stand along it, or beside its points."""
    table, measures = sketch.table, sketch.measures
    last, names = len(table.rows), len(table.dimensions)
    places = [table.place(each.id) for each in measures]
    if kind == "scatter":
        across, up = places[:2]
        labels = [{"value": _words(sketch.name(row))} for row in table.rows]
        told = {"custom": labels, "value": True, "position": "right"}
        yield {**_cells(sheet, up, last), "categories": [sheet.name, 1, across, last, across], "data_labels": told}
        return
    for place in places[: 1 if kind == "pie" else None]:
        yield {**_cells(sheet, place, last), "categories": [sheet.name, 1, 0, last, names - 1]}


def _cells(sheet: Any, place: int, last: int) -> dict[str, Any]:
    return {"name": [sheet.name, 0, place], "values": [sheet.name, 1, place, last, place]}


def _shade(sheet: Any, crosstab: Crosstab) -> None:
    """A heat map is shaded in Excel, too."""
    if crosstab.sketch.table.chart.type == "heat":
        shades = {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": "#8FA3E0"}
        sheet.conditional_format(1, 1, len(crosstab.lines), len(crosstab.columns), shades)
