"""XLSX files as rows, looked over before anything opens them: an archive may unpack to more than a machine holds."""

from __future__ import annotations

import datetime as dt
import zipfile
import zlib
from collections.abc import Iterator
from math import isfinite
from pathlib import Path
from typing import Any

from .source_rows import LONGEST_CELL, MOST_COLUMNS, SourceRow, UnreadableFile
from .workbook_cells import MOST_CELLS, OddSheet, SheetSize

MOST_UNPACKED = 400_000_000
MOST_ENTRIES = 5_000
CHUNK = 1 << 20
SHEET = b"sheetData"
# The same reader opens other kinds of workbooks, whose sheets nobody has looked over.
OTHER_KINDS = frozenset({"content.xml", "xl/workbook.bin"})
BROKEN = (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, zlib.error, OSError, EOFError)


def workbook_rows(path: Path, name: str) -> Iterator[SourceRow]:
    """The first sheet's rows that hold anything."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        _look_over(path, name)
        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
    except (*BROKEN, CalamineError, IndexError, OddSheet):
        raise UnreadableFile("forms.import.broken_xlsx", file=name) from None
    first = (sheet.start or (0, 0))[0]
    for number, cells in enumerate(_laid_out(sheet, name), first + 1):
        plain = [_cell(cell) for cell in cells]
        if any(isinstance(cell, str) and len(cell) > LONGEST_CELL for cell in plain):
            raise UnreadableFile("forms.import.cell_too_long", file=name, line=number, most=LONGEST_CELL)
        if any(cell not in ("", None) for cell in plain):
            yield SourceRow(number, plain)


def _look_over(path: Path, name: str) -> None:
    """Unpack to nowhere, counting: what an archive says of its own sizes is only believed once it was seen."""
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
            raise UnreadableFile("forms.import.too_large", file=name)
        if any(entry.filename.lower() in OTHER_KINDS for entry in entries):
            raise zipfile.BadZipFile
        sizes = []
        for entry in entries:
            with archive.open(entry) as stream:
                sizes.append(_look_at_cells(stream, name))
    shared = max((size.shared for size in sizes), key=sum, default=[])
    if any(size.text(shared) > MOST_UNPACKED for size in sizes):  # a long text that many cells point at
        raise UnreadableFile("forms.import.too_large", file=name)


def _look_at_cells(stream: Any, name: str) -> SheetSize:
    """A sheet is XML and holds this word; of all else in the archive only the size counts."""
    size, odd, named, tail = SheetSize(), False, False, b""
    while chunk := stream.read(CHUNK):
        odd = odd or not size.feed(chunk)
        named = named or SHEET in tail + chunk
        tail = chunk[-len(SHEET) :]
        if named and odd:
            raise OddSheet
        if size.widest > MOST_COLUMNS:
            raise UnreadableFile("forms.import.too_many_columns", file=name, n=size.widest, most=MOST_COLUMNS)
        if size.cells > MOST_CELLS:
            raise UnreadableFile("forms.import.too_large", file=name)
    return size


def _laid_out(sheet: Any, name: str) -> Iterator[list[Any]]:
    try:
        yield from sheet.iter_rows()
    except OverflowError:  # a span of time longer than Python counts
        raise UnreadableFile("forms.import.broken_xlsx", file=name) from None


def _cell(cell: Any) -> Any:
    """Excel keeps every number as a fraction: 13812345670.0 was a phone number."""
    if isinstance(cell, float) and not isfinite(cell):  # no database keeps it in JSON
        return str(cell)
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return int(cell)
    if isinstance(cell, dt.time | dt.timedelta):
        return str(cell)
    return cell
