"""What all drawings share, what a chart needs to be drawn, and the registry they stand in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from definitions import Registry, say

from ..answers.cell import CellRef
from ..answers.table import Column, ReportTable, Row
from ..parts import Chart
from ..sql.dimensions import OTHERS

# The classes that fill a series, in order of use; whatever else there is gets the colour of the rest.
SERIES = ("f1", "f2", "f3", "f4")
REST = "f6"
Href = Callable[[CellRef], str]
Point = Callable[[Mapping[str, str]], str]


@dataclass(frozen=True)
class Drawing:
    """A picture of a report: its chart (and so its template), the sentence read aloud, and its legend."""

    chart: str
    label: str
    legend: tuple[tuple[str, str], ...] = ()

    @property
    def template(self) -> str:
        return f"charts/{self.chart}.html"


@dataclass(frozen=True)
class Needs:
    """What a report must have for a chart: how many dimensions and measures, and of what sort.

    What only tells numbers, and draws none, can tell days and moments, too.
    """

    dimensions: tuple[int, int] = (1, 4)
    measures: int = 1
    first: str = ""
    shape: str = ""
    draws: bool = True


@dataclass(frozen=True)
class ChartKind:
    """One way to draw: the function that does, what it needs, and the icon it goes by."""

    draw: Callable[[Sketch], Drawing]
    needs: Needs
    icon: str


CHARTS: Registry[ChartKind] = Registry("charts", "reports.charts")


def chart(name: str, needs: Needs, icon: str = "chart-bar") -> Callable[[Callable], Callable]:
    """Decorator: makes a function of a sketch a chart that reports may have."""

    def keep(function: Callable[[Sketch], Drawing]) -> Callable[[Sketch], Drawing]:
        CHARTS.register(name)(ChartKind(function, needs, icon))
        return function

    return keep


@dataclass(frozen=True)
class Sketch:
    """What a chart draws from: the table, the reader's language, where numbers go, and what pointing does."""

    table: ReportTable
    language: str
    href: Href | None = None
    point: Point | None = None

    @property
    def label(self) -> str:
        return self.table.finding.text(self.language)

    @property
    def chart(self) -> Chart | None:
        """What the report says about its picture."""
        return self.table.chart

    @property
    def measures(self) -> tuple[Column, ...]:
        """The numbers the chart names, else the first one there is."""
        named = tuple(each for each in self.named if each.is_number)
        return named or tuple(each for each in self.table.own_measures if each.is_number)[:1]

    @property
    def named(self) -> tuple[Column, ...]:
        """The measures the chart names; days and moments among them can be told and not be drawn."""
        known = {each.id: each for each in self.table.measures}
        return tuple(known[name] for name in (self.chart.y if self.chart else ()) if name in known)

    def column(self, id: str | None) -> Column | None:
        """The column of that id, if the reader has it."""
        return next((each for each in self.table.columns if each.id == id), None)

    def link(self, row: Row, measure: str) -> str | None:
        """The address of the records behind a number."""
        ref = self.table.ref(row, measure)
        return self.href(ref) if self.href and ref is not None else None

    def link_over(self, row: Row, measure: str, kept: Iterable[Column]) -> str | None:
        """The address of the records behind the sum of all rows that are like this one in some dimensions."""
        edge = replace(row, kept=tuple(each.id for each in kept))
        return self.link(edge, measure)

    def pointed(self, row: Row) -> str | None:
        """The address that narrows everything around the picture to this group."""
        at = {each.points: self.table.cell(row, each.id).key for each in self.table.dimensions if each.points}
        whole = row is self.table.others or row is self.table.totals
        if self.point is None or not at or whole or OTHERS in at.values():
            return None
        return self.point(at)

    def name(self, row: Row) -> str:
        """A row in words; the rest and the whole have words of their own."""
        if row is self.table.others:
            return say("reports.others", self.language, n=self.table.left_out)
        return say("reports.total", self.language) if row is self.table.totals else self.table.name(row, self.language)

    def text(self, row: Row, measure: str) -> str:
        return self.table.cell(row, measure).text(self.language)

    def value(self, row: Row, measure: str) -> Any:
        return self.table.cell(row, measure).value

    def say(self, key: str, **params: Any) -> str:
        """Words of the picture."""
        return say(key, self.language, **params)

    def legend(self) -> tuple[tuple[str, str], ...]:
        """One entry a series, where there are several."""
        if len(self.measures) < 2:
            return ()
        return tuple((mark, each.label.text(self.language)) for mark, each in zip(SERIES, self.measures, strict=False))


def draw(
    table: ReportTable, language: str, *, href: Href | None = None, point: Point | None = None, chart: str | None = None
) -> Drawing:
    """The picture a report asks for, or another one; without a chart it is the table."""
    kind = CHARTS.get(chart or (table.chart.type if table.chart else "table"))
    sketch = Sketch(table, language, href, point)
    return (kind if sketch.measures or not kind.needs.draws else CHARTS.get("table")).draw(sketch)
