"""The files a report can be taken away as."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..answers.formats import as_csv
from ..answers.table import ReportTable
from .pdf import Paper, as_pdf
from .png import as_png
from .sheet import sheet_of
from .workbook import as_xlsx


@dataclass(frozen=True)
class FileKind:
    """What a file is to a browser, and how it is made."""

    content_type: str
    make: Callable[[ReportTable, Paper], bytes]


FILES = {
    "csv": FileKind(
        "text/csv; charset=utf-8", lambda table, paper: ("\ufeff" + as_csv(table, paper.language)).encode()
    ),
    "xlsx": FileKind(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        lambda table, paper: as_xlsx(table, paper.language),
    ),
    "pdf": FileKind("application/pdf", as_pdf),
    "png": FileKind("image/png", lambda table, paper: as_png(sheet_of(table, paper.language))),
    "svg": FileKind("image/svg+xml", lambda table, paper: sheet_of(table, paper.language).encode()),
}


def file_of(kind: str, table: ReportTable, paper: Paper) -> bytes:
    """The report as such a file; Refused says what the machine lacks for it."""
    return FILES[kind].make(table, paper)
