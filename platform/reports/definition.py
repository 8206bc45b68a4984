"""What an admin wrote about a report, as frozen objects: the kind `report`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from definitions import Label, Source, kind
from rules import Expression

from .parts import Chart, Dimension, Fact, Measure, Param, ShapeSettings, names_in
from .period import Period
from .shapes import SHAPES

DEFAULT_ROWS = 500


@kind("report", folder="reports")
@dataclass(frozen=True)
class ReportDefinition:
    """Measures by dimensions, or a shape of its own such as a funnel."""

    id: str
    label: Label
    form: str
    over: str = "records"
    where: Expression | None = None
    period: Period | None = None
    params: tuple[Param, ...] = ()
    facts: tuple[Fact, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    measures: tuple[Measure, ...] = ()
    sort: tuple[str, ...] = ()
    limit: int = DEFAULT_ROWS
    chart: Chart | None = None
    shape: ShapeSettings | None = None
    roles: tuple[str, ...] = ()
    about: Label | None = None
    group: Label | None = None
    words: tuple[str, ...] = ()  # what people ask that it answers

    @classmethod
    def schema(cls) -> dict[str, Any]:
        """What a report file may hold."""
        from .reading.schema import report_schema

        return report_schema()

    @classmethod
    def from_source(cls, source: Source) -> ReportDefinition:
        """The report of a checked file."""
        from .reading.report import read_report

        return read_report(source)

    @cached_property
    def measures_by_id(self) -> dict[str, Measure]:
        """The measures by id."""
        return {measure.id: measure for measure in self.measures}

    @cached_property
    def needs(self) -> frozenset[str]:
        """The names without which it cannot be asked at all."""
        own = names_in(self.where, *(each.by for each in self.dimensions))
        shaped = SHAPES.get(self.shape.name).names(self.shape.settings) if self.shape else frozenset()
        return own | shaped | ({self.period.by} if self.period else frozenset())

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name of rows that it mentions."""
        return self.needs.union(*(measure.reads for measure in self.measures))

    def dimension(self, id: str | None) -> Dimension | None:
        """The dimension of that id, or None."""
        return next((each for each in self.dimensions if each.id == id), None)

    def param(self, id: str) -> Param | None:
        """The param of that id, or None."""
        return next((each for each in self.params if each.id == id), None)
