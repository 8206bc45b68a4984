"""The second sheet of a workbook: one dimension down, the other across, as pictures of two dimensions need it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from definitions import Label, say

from ..answers.table import Cell, Column, Row
from ..charts import Sketch
from ..charts.heat import keys_of

if TYPE_CHECKING:
    from xlsxwriter import Workbook

Write = Callable[..., None]
# What a picture of two dimensions tells side by side where it is a table itself.
PIVOT, BETWEEN = "pivot", " · "


@dataclass(frozen=True)
class Crosstab:
    """What goes down, what goes across, and the measures that stand where they meet."""

    sketch: Sketch
    down: Column
    across: Column
    measures: tuple[Column, ...]

    @property
    def lines(self) -> dict[str, str]:
        return keys_of(self.sketch, self.down)

    @property
    def columns(self) -> dict[str, str]:
        return keys_of(self.sketch, self.across)

    @property
    def rows(self) -> dict[tuple[str, str], Row]:
        """The groups by their two keys."""
        table = self.sketch.table
        return {(table.cell(row, self.down.id).key, table.cell(row, self.across.id).key): row for row in table.rows}


def crosstab_of(sketch: Sketch) -> Crosstab | None:
    """The two dimensions of a picture; None where there are not two, or nothing to draw."""
    dimensions, chart = sketch.table.dimensions, sketch.chart
    if len(dimensions) != 2 or not sketch.measures or not sketch.table.rows:
        return None
    split = sketch.column(chart.split if chart else None) or dimensions[1]
    down = next(each for each in dimensions if each.id != split.id)
    several = sketch.named if chart and chart.type == PIVOT else ()
    return Crosstab(sketch, down, split, several or sketch.measures[:1])


def add_crosstab(book: Workbook, crosstab: Crosstab, write: Write, head: Any) -> Any:
    """The sheet with its heads, names and numbers, and the edges that were counted."""
    sketch, rows, table = crosstab.sketch, crosstab.rows, crosstab.sketch.table
    sheet = book.add_worksheet(say("reports.file.across", sketch.language))
    heads = [crosstab.down.label.text(sketch.language), *_heads(crosstab)]
    for place, each in enumerate(heads):
        sheet.write_string(0, place, each, head)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, len(heads) - 1, 14)
    for line, (key, name) in enumerate(crosstab.lines.items(), 1):
        sheet.write_string(line, 0, name)
        _line(sheet, line, crosstab, [rows.get((key, other)) for other in crosstab.columns], write)
        _edge(sheet, line, crosstab, table.margins_of(crosstab.down.id).get(key), write)
    if table.column_margins:
        last = len(crosstab.lines) + 1
        write(sheet, last, 0, crosstab.down, Cell(None, Label.of(say("reports.total", sketch.language))), edge=True)
        wholes = table.margins_of(crosstab.across.id)
        _line(sheet, last, crosstab, [wholes.get(key) for key in crosstab.columns], write, edge=True)
        _edge(sheet, last, crosstab, table.totals, write)
    sheet.freeze_panes(1, 1)
    return sheet


def _heads(crosstab: Crosstab) -> Iterator[str]:
    """Over each column its value, with the measure where there are several; over the edge that it is all."""
    language = crosstab.sketch.language
    edge = [say("reports.total", language)] if crosstab.sketch.table.row_margins else []
    for name in (*crosstab.columns.values(), *edge):
        for each in crosstab.measures:
            yield name if len(crosstab.measures) == 1 else f"{name}{BETWEEN}{head_of(each, language)}"


def head_of(column: Column, language: str) -> str:
    """What stands over a column of a workbook, where hours and minutes are written `26:30`."""
    return column.head(language, counted_in=say("reports.in_hours", language) if column.type == "duration" else "")


def _line(
    sheet: Any, line: int, crosstab: Crosstab, found: list[Row | None], write: Write, *, edge: bool = False
) -> None:
    for place, row in enumerate(found):
        if row is not None:
            _cells(sheet, line, 1 + place * len(crosstab.measures), (crosstab, row), write, edge=edge)


def _edge(sheet: Any, line: int, crosstab: Crosstab, row: Row | None, write: Write) -> None:
    """What stands at the end of a line."""
    if row is not None:
        first = 1 + len(crosstab.columns) * len(crosstab.measures)
        _cells(sheet, line, first, (crosstab, row), write, edge=True)


def _cells(sheet: Any, line: int, first: int, of: tuple[Crosstab, Row], write: Write, *, edge: bool) -> None:
    crosstab, row = of
    for place, each in enumerate(crosstab.measures, first):
        write(sheet, line, place, each, crosstab.sketch.table.cell(row, each.id), edge=edge)


def series_across(sheet: Any, crosstab: Crosstab) -> Iterator[dict[str, Any]]:
    """One series for each of the columns."""
    last = len(crosstab.lines)
    for place in range(1, len(crosstab.columns) + 1):
        said = {"name": [sheet.name, 0, place], "values": [sheet.name, 1, place, last, place]}
        yield {**said, "categories": [sheet.name, 1, 0, last, 0]}
