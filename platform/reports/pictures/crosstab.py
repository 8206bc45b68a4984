"""The second sheet of a workbook: one dimension down, the other across, as pictures of two dimensions need it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from definitions import say

from ..answers.table import Cell, Column, Row
from ..charts import Sketch
from ..charts.heat import keys_of

if TYPE_CHECKING:
    from xlsxwriter import Workbook

Write = Callable[[Any, int, int, Column, Cell], None]


@dataclass(frozen=True)
class Crosstab:
    """What goes down, what goes across, and the measure that stands where they meet."""

    sketch: Sketch
    down: Column
    across: Column
    measure: Column

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
    return Crosstab(sketch, down, split, sketch.measures[0])


def add_crosstab(book: Workbook, crosstab: Crosstab, write: Write) -> Any:
    """The sheet with its heads, names and numbers."""
    sketch, rows, measure = crosstab.sketch, crosstab.rows, crosstab.measure
    sheet, bold = book.add_worksheet(say("reports.file.across", sketch.language)), book.add_format({"bold": True})
    sheet.write_string(0, 0, crosstab.down.label.text(sketch.language), bold)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, len(crosstab.columns), 14)
    for place, head in enumerate(crosstab.columns.values(), 1):
        sheet.write_string(0, place, head, bold)
    for line, (key, name) in enumerate(crosstab.lines.items(), 1):
        sheet.write_string(line, 0, name)
        for place, other in enumerate(crosstab.columns, 1):
            if (row := rows.get((key, other))) is not None:
                write(sheet, line, place, measure, sketch.table.cell(row, measure.id))
    sheet.freeze_panes(1, 1)
    return sheet


def series_across(sheet: Any, crosstab: Crosstab) -> Iterator[dict[str, Any]]:
    """One series for each of the columns."""
    last = len(crosstab.lines)
    for place in range(1, len(crosstab.columns) + 1):
        said = {"name": [sheet.name, 0, place], "values": [sheet.name, 1, place, last, place]}
        yield {**said, "categories": [sheet.name, 1, 0, last, 0]}
