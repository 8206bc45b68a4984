"""What a report came to: typed columns, rows of values with their words, totals, and the finding in one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from definitions import Label, say

from ..parts import Chart, Target
from .cell import CellRef

if TYPE_CHECKING:
    from ..params import ParamValue

DIMENSION, MEASURE = "dimension", "measure"
NUMBERS = frozenset({"integer", "number", "money", "percent", "duration", "times", "change"})


@dataclass(frozen=True)
class Column:
    """A column's head; the type says how its values are written, `of` beside which measure it stands.

    `points` is the name by whose value other answers can be narrowed, where a reader points at one of its values.
    What adds up is more or less, anything else is higher or lower; `base` is the column that counts what it is made of.
    Where it sums, its groups make the whole: nothing counts in two of them.
    """

    id: str
    label: Label
    type: str
    role: str = MEASURE
    grain: str | None = None
    of: str | None = None
    aspect: str = ""
    target: Target | None = None
    target_said: Label | None = None
    bounds_said: Label | None = None
    good: str = ""
    order: tuple[str, ...] = ()
    points: str = ""
    unit: Label | None = None
    adds_up: bool = False
    base: str = ""
    sums: bool = False

    @property
    def is_number(self) -> bool:
        return self.type in NUMBERS

    def head(self, language: str, *, counted_in: str = "") -> str:
        """The label over bare numbers, with what they are counted in."""
        label, unit = self.label.text(language), self.unit.text(language) if self.unit else counted_in
        return say("reports.head", language, label=label, unit=unit) if unit else label


@dataclass(frozen=True)
class Part:
    """A part of what a cell counts, with an address of its own: of which measure, by which key, and how many."""

    measure: str
    key: str
    label: Label
    n: int


@dataclass(frozen=True)
class Cell:
    """One value: as JSON has it, as people read it, as an address names it, and what it is made of."""

    value: Any
    shown: Label
    key: str = ""
    state: str = ""
    parts: tuple[Part, ...] = ()

    def text(self, language: str) -> str:
        return self.shown.text(language)


@dataclass(frozen=True)
class Row:
    """One group, or the whole, or the edge of a pivot, which is told apart by some of the dimensions only."""

    cells: tuple[Cell, ...]
    kept: tuple[str, ...] | None = None


@dataclass(frozen=True)
class ReportTable:
    """A report's answer; `total` is the number of groups before the limit, `within` how many lie within bounds."""

    report: str
    label: Label
    form: str
    revision: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: int
    totals: Row
    finding: Label
    others: Row | None = None
    params: tuple[ParamValue, ...] = ()
    chart: Chart | None = None
    row_margins: Mapping[str, Row] = field(default_factory=dict)
    column_margins: Mapping[str, Row] = field(default_factory=dict)
    opens: bool = True
    within: int | None = None

    @property
    def dimensions(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.role == DIMENSION)

    @property
    def measures(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.role == MEASURE)

    @property
    def own_measures(self) -> tuple[Column, ...]:
        """The measures without what stands beside them."""
        return tuple(column for column in self.measures if not column.aspect)

    def beside(self, measure: str, aspect: str) -> Column | None:
        """What stands beside a measure, if it is shown."""
        return next((each for each in self.columns if each.of == measure and each.aspect == aspect), None)

    @property
    def left_out(self) -> int:
        """How many groups the limit cut off."""
        return self.total - len(self.rows)

    def place(self, id: str) -> int:
        """Where a column stands."""
        return next(number for number, column in enumerate(self.columns) if column.id == id)

    def cell(self, row: Row, id: str) -> Cell:
        """A row's value in a column."""
        return row.cells[self.place(id)]

    def value(self, row: Row, id: str) -> Any:
        """What a row has in a column, as JSON has it."""
        return self.cell(row, id).value

    def text(self, row: Row, id: str, language: str) -> str:
        """The same as people read it."""
        return self.cell(row, id).text(language)

    def margins_of(self, id: str) -> Mapping[str, Row]:
        """The edges of a cross by the values of one of its two dimensions; none where no picture has edges."""
        return self.row_margins if self.place(id) == 0 else self.column_margins

    def edge_of(self, row: Row, id: str) -> Row | None:
        """The whole of all rows that are like this one in a dimension."""
        return self.margins_of(id).get(self.cell(row, id).key)

    def name(self, row: Row, language: str) -> str:
        """A row by its dimensions."""
        return " · ".join(row.cells[self.place(each.id)].text(language) for each in self.dimensions)

    def ref(self, row: Row, measure: str) -> CellRef | None:
        """The records behind a number, as an address; None for “others”, whose records no condition names.

        A report of people counts people, and no records stand behind them.
        """
        if row is self.others or not self.opens:
            return None
        if row is self.totals:
            return CellRef(measure)
        kept = [each.id for each in self.dimensions if row.kept is None or each.id in row.kept]
        return CellRef.of(measure, ((id, row.cells[self.place(id)].key) for id in kept))
