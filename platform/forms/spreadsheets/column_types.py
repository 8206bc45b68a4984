"""What columns of a spreadsheet hold: a type of field for each, by its name and by what stands in it."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..fields import Context, ValueRefused, field_types
from .column_names import type_called
from .source_files import DELIMITERS, broken_csv
from .source_rows import MOST_COLUMNS, UnreadableFile

MOST_ROWS = 200
MOSTLY = 0.8
LONG = 80
LOOKED_AT = 400  # of a cell: more of it says nothing more about what it holds
FEW = 12
BY_VALUES = ("yes_no", "date", "datetime", "email", "integer", "decimal", "url", "phone")


@dataclass(frozen=True)
class ColumnType:
    """A column with the type that fits it; `words` are the choices where it is one of a few."""

    name: str
    type: str
    words: tuple[str, ...] = ()


def column_types(text: str) -> tuple[ColumnType, ...]:
    """The columns of a pasted table: the first line names them, the others show what they hold."""
    rows = list(_rows(text))
    header = [cell.strip() for cell in rows[0]] if rows else []
    if not any(header):
        raise UnreadableFile("forms.import.no_header", file="", most=MOST_COLUMNS)
    if len(header) > MOST_COLUMNS:
        raise UnreadableFile("forms.import.too_many_columns", file="", n=len(header), most=MOST_COLUMNS)
    found = (
        _column(name, [row[place] for row in rows[1:] if place < len(row)]) for place, name in enumerate(header) if name
    )
    return tuple(found)


def _rows(text: str) -> Iterator[list[str]]:
    """As a spreadsheet pastes them, with tabs, or as a CSV file has them."""
    first = text.lstrip("\ufeff\n\r").partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        for number, row in enumerate(
            csv.reader(io.StringIO(text.lstrip("\ufeff\n\r"), newline=""), delimiter=delimiter)
        ):
            if number > MOST_ROWS:
                return
            if any(cell.strip() for cell in row):
                yield row
    except csv.Error as error:
        raise broken_csv(error, "", 1) from None


def _column(name: str, cells: Sequence[str]) -> ColumnType:
    values = [cell for cell in (cell[:LOOKED_AT].strip() for cell in cells) if cell]
    named = type_called(name)
    if named and (not values or _fits(named, values)):
        return ColumnType(name, named)
    for type in BY_VALUES if values else ():
        if _fits(type, values):
            return ColumnType(name, type)
    if words := _few(values):
        return ColumnType(name, "choice", words)
    is_long = any(len(value) > LONG or "\n" in value for value in values)
    return ColumnType(name, "long_text" if is_long else "text")


def _fits(type: str, values: Sequence[str]) -> bool:
    """Whether nearly all of them are values of the type; long digits are numbers of something, not amounts,
    and a page has a name: versions and addresses of machines are no pages."""
    if type == "url" and not all(any(character.isalpha() for character in value) for value in values):
        return False
    if type in ("integer", "decimal") and any(
        len(value) > 9 or value.startswith("0") and value != "0" for value in values
    ):
        return False
    return sum(_takes(type, value) for value in values) >= MOSTLY * len(values)


def _takes(type: str, value: str) -> bool:
    kind = field_types.get(type).from_options({})
    try:
        return kind.parse(value, Context(by_label=True)) is not None
    except ValueRefused:
        return False


def _few(values: Sequence[str]) -> tuple[str, ...]:
    """A few short words that come again and again, in the order in which they first stood there."""
    counted = Counter(values)
    again = len(values) >= 4 and 2 <= len(counted) <= min(FEW, len(values) // 2)
    return tuple(counted) if again and all(len(word) <= 30 for word in counted) else ()
