"""Spreadsheets as rows: CSV in the encodings people have, and XLSX; every row knows its line."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from .source_rows import LONGEST_CELL, MOST_COLUMNS, SourceFile, SourceRow, UnreadableFile
from .workbook_files import workbook_rows

ENCODINGS = ("utf-8", "gb18030")
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
UNMARKED = ("utf-16-be", "utf-16-le")  # by where the zero beside a plain letter stands, when the mark was cut off
DELIMITERS = ",;\t"
CHUNK = 1 << 20
LONGEST_LINE = 4_000_000
_COMPLAINTS = {
    "field limit": "cell_too_long",
    "unexpected end of data": "open_quote",
    "expected after": "after_quote",
    "NUL": "zero_byte",
}


def read_source(path: Path | str, *, name: str | None = None) -> SourceFile:
    """Open a CSV or XLSX file; rows are read as they are asked for."""
    path = Path(path)
    name = name or path.name
    with path.open("rb") as file:
        start = file.read(4)
    if not start:
        raise UnreadableFile("forms.import.empty", file=name)
    rows = workbook_rows(path, name) if start.startswith(b"PK") else _csv_rows(path, name)
    rows = _readable(rows, name)
    head = next(rows, None)
    if head is None:
        raise UnreadableFile("forms.import.empty", file=name)
    return SourceFile(name, _header(head.cells, name), rows)


def _readable(rows: Iterator[SourceRow], name: str) -> Iterator[SourceRow]:
    """No database keeps the sign NUL: such a file was cut, or is something else."""
    for row in rows:
        if any(isinstance(cell, str) and "\0" in cell for cell in row.cells):
            raise UnreadableFile("forms.import.zero_byte", file=name, line=row.line)
        yield row


def _header(cells: Sequence[Any], name: str) -> tuple[str, ...]:
    header = [str(cell if cell is not None else "").strip() for cell in cells]
    while header and not header[-1]:
        header.pop()
    if len(header) > MOST_COLUMNS:  # first of all: a line may hold millions of commas
        raise UnreadableFile("forms.import.too_many_columns", file=name, n=len(header), most=MOST_COLUMNS)
    twice = sorted({column for column in header if column and header.count(column) > 1})
    if twice:
        raise UnreadableFile("forms.import.column_twice", file=name, columns=twice)
    if not any(header):
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
            raise broken_csv(error, name, line) from None


def broken_csv(error: csv.Error, name: str, line: int) -> UnreadableFile:
    """What the csv module complains about, said to a person; `line` is where the row begins."""
    told = next((key for words, key in _COMPLAINTS.items() if words in str(error)), "broken_csv")
    return UnreadableFile(f"forms.import.{told}", file=name, line=line, most=LONGEST_CELL)


def _encoding(path: Path, name: str) -> str:
    """By its mark, else UTF-8 if all of it is, else the Chinese standard, which Excel in China writes."""
    with path.open("rb") as file:
        start = file.read(4)
    for mark, encoding in MARKS:
        if start.startswith(mark) and _decodes(path, encoding):
            return encoding
    for place, encoding in enumerate(UNMARKED):
        if start[place : place + 1] == b"\0" and _decodes(path, encoding):
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
