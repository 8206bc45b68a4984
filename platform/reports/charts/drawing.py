"""What all drawings share, and the registry they stand in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Any

from definitions import Registry, say

from ..cell import CellRef
from ..table import Column, ReportTable, Row

CHARTS: Registry[Callable[[Sketch], Drawing]] = Registry("charts", "reports.charts")
# The classes of the stylesheet's series, in order of use.
SERIES = ("f1", "f2", "f3", "f4")
Href = Callable[[CellRef], str]


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
class Sketch:
    """What a chart draws from: the table, the reader's language, where a number goes, and which measures."""

    table: ReportTable
    language: str
    href: Href | None = None

    @property
    def label(self) -> str:
        return self.table.finding.text(self.language)

    @property
    def measures(self) -> tuple[Column, ...]:
        """The measures the chart names, else the first one that is a number."""
        chart = self.table.chart
        wanted = chart.y if chart else ()
        named = tuple(each for each in self.table.measures if each.id in wanted)
        return named or tuple(each for each in self.table.own_measures if each.is_number)[:1]

    def link(self, row: Row, measure: str) -> str | None:
        """The address of the records behind a number."""
        ref = self.table.ref(row, measure)
        return self.href(ref) if self.href and ref is not None else None

    def name(self, row: Row) -> str:
        """A row in words; the rest and the whole have words of their own."""
        if row is self.table.others:
            return say("reports.others", self.language, n=self.table.left_out)
        return say("reports.total", self.language) if row is self.table.totals else self.table.name(row, self.language)

    def text(self, row: Row, measure: str) -> str:
        return self.table.cell(row, measure).text(self.language)

    def value(self, row: Row, measure: str) -> Any:
        return self.table.cell(row, measure).value

    def legend(self) -> tuple[tuple[str, str], ...]:
        """One entry a series, where there are several."""
        if len(self.measures) < 2:
            return ()
        return tuple((mark, each.label.text(self.language)) for mark, each in zip(SERIES, self.measures, strict=False))


def draw(table: ReportTable, language: str, *, href: Href | None = None, chart: str | None = None) -> Drawing:
    """The picture a report asks for, or another one; without a chart it is the table."""
    kind = chart or (table.chart.type if table.chart else "table")
    return CHARTS.get(kind)(Sketch(table, language, href))


def nice_ticks(top: float, steps: int = 4) -> tuple[float, ...]:
    """Round numbers from 0 to at least `top`."""
    if top <= 0:
        return (0, 1)
    raw = top / steps
    size = 10 ** floor(log10(raw))
    step = next(nice * size for nice in (1, 2, 2.5, 5, 10) if nice * size >= raw)
    step = int(step) if float(step).is_integer() else step
    return tuple(step * number for number in range(ceil(top / step) + 1))
