"""Records as CSV or XLSX, in the reader's words; a cell that a spreadsheet would run is made plain text."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from accounts import Work, require
from definitions import Registry

from ..fields import Context
from ..linked.references import Lookups
from ..lists.listing import listed_columns, matching_rows
from ..lists.query import ListQuery
from ..lists.record_columns import RecordColumn, readable_columns
from ..scope import form_of

BATCH = 1000
LONGEST_SHEET, NOT_IN_SHEETS = 31, "[]:*?/\\"
RUNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
NUMBERS = (int, float, Decimal)
InFull = frozenset[str]  # sensitive fields whose whole values were asked for, and noted
NONE: InFull = frozenset()


@dataclass(frozen=True)
class ToldColumn:
    """What an engine above keeps as an id, in words: of these rows of a form, by their ids."""

    tell: Callable[[Work, str, Sequence[Mapping[str, Any]]], Mapping[int, str]]
    reads: tuple[str, ...] = ()  # the columns that it looks at besides its own


# By the column's name.
TOLD_COLUMNS: Registry[ToldColumn] = Registry("told columns")


@dataclass(frozen=True)
class Extent:
    """How much of a list a file holds: which columns, what in full, and of which records only."""

    columns: Sequence[str] = ()  # else those of the list, in their order
    in_full: InFull = NONE
    within: Any = None  # one more condition, such as the records behind a report's number
    title: str = ""  # what these records are, where that is more than their form


AS_LISTED = Extent()


def defused(text: str) -> str:
    """=SUM(A1) and its kind, with the mark that makes a spreadsheet show it instead of running it."""
    return f"'{text}" if text.startswith(RUNS) else text


def every_column(work: Work, form: str) -> tuple[str, ...]:
    """The number, every field and how the record stands, as far as one may see them."""
    known = form_of(work.catalog, form).by_id
    return ("number", *known, "owner", "grade", "score", "stage", "outcome", "created_at")


def export_csv(work: Work, query: ListQuery, extent: Extent = AS_LISTED) -> Iterator[str]:
    """A CSV file in pieces, with a mark so that Excel reads it as UTF-8."""
    require(work, "export", query.form)
    exported = _columns(work, query, extent)
    yield "\ufeff" + _line(column.label.text(work.language) for column in exported)
    for cells in _rows(work, query, exported, extent):
        yield _line(str(cell) if isinstance(cell, NUMBERS) else defused(str(cell)) for cell in cells)


def export_xlsx(work: Work, query: ListQuery, path: Path | str, extent: Extent = AS_LISTED) -> int:
    """Write a workbook with real numbers and dates; how many records it holds."""
    from xlsxwriter import Workbook

    require(work, "export", query.form)
    exported = _columns(work, query, extent)
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    count = 0
    with Workbook(str(path), {**options, "strings_to_numbers": False, "default_date_format": "yyyy-mm-dd"}) as book:
        sheet, bold = book.add_worksheet(_sheet_name(work, query, extent)), book.add_format({"bold": True})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, [defused(column.label.text(work.language)) for column in exported], bold)
        for count, cells in enumerate(_rows(work, query, exported, extent), 1):
            for place, cell in enumerate(cells):
                _write(sheet, (count, place), cell, moment)
    return count


def _sheet_name(work: Work, query: ListQuery, extent: Extent) -> str:
    """What the records are, as far as a spreadsheet takes it for a name."""
    said = extent.title or form_of(work.catalog, query.form).plural.text(work.language)
    plain = " ".join("".join(" " if sign in NOT_IN_SHEETS else sign for sign in said).split())
    return plain[:LONGEST_SHEET].strip().strip("'") or "1"


def exported_fields(work: Work, query: ListQuery, extent: Extent = AS_LISTED) -> tuple[str, ...]:
    """The form's fields that an export of this question holds."""
    return tuple(column.field for column in _columns(work, query, extent) if column.field and not column.piece)


def _write(sheet: Any, at: tuple[int, int], cell: Any, moment: Any) -> None:
    if isinstance(cell, NUMBERS):
        sheet.write_number(*at, float(cell))
    elif isinstance(cell, dt.datetime):
        sheet.write_datetime(*at, cell.replace(tzinfo=None), moment)
    elif isinstance(cell, dt.date):
        sheet.write_datetime(*at, cell)
    elif cell != "":
        sheet.write_string(*at, defused(str(cell)))


def _columns(work: Work, query: ListQuery, extent: Extent) -> list[RecordColumn]:
    """Those asked for, or chosen for the table; else the number, which tells records apart, and what the list shows."""
    readable = readable_columns(work, query.form)
    names = extent.columns or query.table.columns or ("number", *listed_columns(work, query))
    return [readable[name] for name in dict.fromkeys(names) if name in readable]


def _rows(work: Work, query: ListQuery, columns: list[RecordColumn], extent: Extent) -> Iterator[list[Any]]:
    lookups = Lookups(work)
    context = Context(work.language, work.timezone, lookups)
    asked = {column.name: TOLD_COLUMNS.find(column.name) for column in columns if not column.own}
    told = {name: one for name, one in asked.items() if one is not None}
    read = (name for one in told.values() for name in one.reads)
    names = dict.fromkeys([*(column.name for column in columns), *read])
    for rows in matching_rows(work, query, names, batch=BATCH, within=extent.within):
        lookups.expect_shown({column.name: column.type for column in columns}, rows)
        words = {name: one.tell(work, query.form, rows) for name, one in told.items()}
        for row in rows:
            yield [
                words[column.name].get(row["id"], "")
                if column.name in words
                else _cell(column, row.get(column.name), context, extent.in_full)
                for column in columns
            ]


def _cell(column: RecordColumn, value: Any, context: Context, in_full: InFull = NONE) -> Any:
    """Numbers and dates stay what they are; everything else is written as people read it."""
    if value is None:
        return ""
    if column.sealed and column.name in in_full:
        return column.type.plain(value, context)
    if column.mask:
        return column.shown(value, context)
    if isinstance(value, dt.datetime):
        return value.astimezone(context.zone)
    if isinstance(value, dt.date) or column.type.rule_type == "number":
        return column.type.from_json(column.type.to_json(value)) if isinstance(value, Decimal) else value
    return column.shown(value, context)


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()
