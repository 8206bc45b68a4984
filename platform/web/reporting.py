"""Reports as the pages show them: a sentence, a picture whose numbers are doors, the same as a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO
from urllib.parse import urlencode

from xlsxwriter import Workbook

import reports
from accounts import Work

from .languages import language


@dataclass(frozen=True)
class ReportCard:
    """One report in a card: its finding and its picture."""

    id: str
    href: str
    title: str
    finding: str
    drawing: reports.Drawing | None


def card_of(work: Work, report: reports.ReportDefinition) -> ReportCard:
    """The report with its default params."""
    table = reports.run(work, report)
    return ReportCard(
        id=report.id,
        href=f"/reports/{report.id}",
        title=report.label.text(language()),
        finding=table.finding.text(language()),
        drawing=reports.draw(table, language(), href=lambda ref: records_href(report.id, {}, ref)),
    )


def records_href(report: str, given: Mapping[str, Any], ref: reports.CellRef) -> str:
    """The address of the records behind a number."""
    return f"/reports/{report}/records?{urlencode([*given.items(), ('cell', str(ref))])}"


def workbook(table: reports.ReportTable, out: BinaryIO) -> None:
    """The table as a workbook: numbers stay numbers, text is never a formula."""
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet, head = book.add_worksheet(), book.add_format({"bold": True})
    percent = book.add_format({"num_format": "0.0%"})
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column.label.text(language()), head)
    for line, row in enumerate(table.rows, 1):
        for place, (cell, column) in enumerate(zip(row.cells, table.columns, strict=True)):
            if column.is_number and cell.value is not None:
                sheet.write_number(line, place, float(cell.value), percent if column.type == "percent" else None)
            else:
                sheet.write_string(line, place, cell.text(language()))
    sheet.set_column(0, len(table.columns), 18)
    book.close()
