"""XLSX files as rows, looked over before anything opens them: an archive may unpack to more than a machine holds."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .source_rows import LONGEST_CELL, MOST_COLUMNS, SourceRow, UnreadableFile

MOST_UNPACKED = 400_000_000
MOST_ENTRIES = 5_000
# A sheet is laid out as a rectangle in memory: two cells in far corners are a bomb of a few hundred bytes.
MOST_CELLS = 40_000_000
CHUNK = 1 << 20
CELL = re.compile(rb'<c\b[^>]{0,40}?\sr="([A-Z]{1,3})(\d{1,7})"')
OVERLAP = 64


def workbook_rows(path: Path, name: str) -> Iterator[SourceRow]:
    """The first sheet's rows that hold anything."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        _look_over(path, name)
        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
    except (CalamineError, zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, IndexError, RuntimeError):
        raise UnreadableFile("forms.import.broken_xlsx", file=name) from None
    first = (sheet.start or (0, 0))[0]
    for number, cells in enumerate(sheet.iter_rows(), first + 1):
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
        for entry in entries:
            with archive.open(entry) as stream:
                _look_at_cells(stream, name)


def _look_at_cells(stream: Any, name: str) -> None:
    tail, widest, lowest = b"", 0, 0
    while chunk := stream.read(CHUNK):
        for letters, digits in CELL.findall(tail + chunk):
            widest, lowest = max(widest, _column(letters)), max(lowest, int(digits))
        if widest > MOST_COLUMNS:
            raise UnreadableFile("forms.import.too_many_columns", file=name, n=widest, most=MOST_COLUMNS)
        if widest * lowest > MOST_CELLS:
            raise UnreadableFile("forms.import.too_large", file=name)
        tail = chunk[-OVERLAP:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _cell(cell: Any) -> Any:
    """Excel keeps every number as a fraction: 13812345670.0 was a phone number."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return int(cell)
    if isinstance(cell, dt.time | dt.timedelta):
        return str(cell)
    return cell
