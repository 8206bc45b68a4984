"""Spreadsheets as rows: CSV in the encodings people have, and XLSX; every row knows its line."""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from definitions import Refused

ENCODINGS = ("utf-8", "gb18030")
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DELIMITERS = ",;\t"
CHUNK = 1 << 20
LONGEST_CELL = 100_000
MOST_COLUMNS = 500
MOST_UNPACKED = 500_000_000


class UnreadableFile(Refused):
    """A file that holds no rows we can read, with what to do about it."""

    status = 422


@dataclass(frozen=True)
class SourceFile:
    """A table from outside: its column names, and its rows one after the other."""

    name: str
    header: tuple[str, ...]
    rows: Iterator[SourceRow]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row's cells in the order of the header, and the line a person would look for."""

    line: int
    cells: Sequence[Any]


def read_source(path: Path | str, *, name: str | None = None) -> SourceFile:
    """Open a CSV or XLSX file; rows are read as they are asked for."""
    path = Path(path)
    name = name or path.name
    with path.open("rb") as file:
        start = file.read(4)
    if not start:
        raise UnreadableFile("forms.import.empty", file=name)
    rows = _xlsx_rows(path, name) if start.startswith(b"PK") else _csv_rows(path, name)
    head = next(rows, None)
    if head is None:
        raise UnreadableFile("forms.import.empty", file=name)
    return SourceFile(name, _header(head.cells, name), rows)


def _header(cells: Sequence[Any], name: str) -> tuple[str, ...]:
    header = [str(cell if cell is not None else "").strip() for cell in cells]
    while header and not header[-1]:
        header.pop()
    twice = sorted({column for column in header if column and header.count(column) > 1})
    if twice:
        raise UnreadableFile("forms.import.column_twice", file=name, columns=twice)
    if not any(header) or len(header) > MOST_COLUMNS:
        raise UnreadableFile("forms.import.no_header", file=name, most=MOST_COLUMNS)
    return tuple(header)


def _csv_rows(path: Path, name: str) -> Iterator[SourceRow]:
    encoding = _encoding(path, name)
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=_delimiter(path, encoding), strict=True)
        line = 1
        try:
            for cells in reader:
                if any(cells):
                    yield SourceRow(line, cells)
                line = reader.line_num + 1
        except csv.Error as error:
            raise UnreadableFile("forms.import.broken_csv", file=name, line=line, detail=str(error)) from None


def _encoding(path: Path, name: str) -> str:
    """By its mark, else UTF-8 if all of it is, else the Chinese standard, which Excel in China writes."""
    with path.open("rb") as file:
        start = file.read(4)
    for mark, encoding in MARKS:
        if start.startswith(mark):
            return encoding
    for encoding in ENCODINGS:
        if _decodes(path, encoding):
            return encoding
    raise UnreadableFile("forms.import.unknown_encoding", file=name)


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(path: Path, encoding: str) -> str:
    """Whichever of comma, semicolon and tab the first line has most of, outside quotes."""
    with path.open(encoding=encoding) as file:
        first = io.StringIO(file.readline(CHUNK)).read()
    bare = "".join(first.split('"')[::2])
    return max(DELIMITERS, key=bare.count)


def _xlsx_rows(path: Path, name: str) -> Iterator[SourceRow]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
                raise UnreadableFile("forms.import.too_large", file=name)
        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
    except (CalamineError, zipfile.BadZipFile, IndexError):
        raise UnreadableFile("forms.import.broken_xlsx", file=name) from None
    first = (sheet.start or (0, 0))[0]
    for number, cells in enumerate(sheet.iter_rows(), first + 1):
        plain = [_cell(cell) for cell in cells]
        if any(cell not in ("", None) for cell in plain):
            yield SourceRow(number, plain)


def _cell(cell: Any) -> Any:
    """Excel keeps every number as a fraction: 13812345670.0 was a phone number."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return int(cell)
    if isinstance(cell, dt.time | dt.timedelta):
        return str(cell)
    return cell
