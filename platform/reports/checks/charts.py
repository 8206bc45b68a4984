"""Charts: which fit the report, and whether what they name is there."""

from __future__ import annotations

from collections.abc import Iterator

from definitions import Problem
from rules import RuleError, check

from .checked import TIMES, Checked


def chart_problems(checked: Checked) -> Iterator[Problem]:
    """Of the chart, if there is one."""
    report, chart = checked.report, checked.report.chart
    if chart is None:
        return
    if (chart.type == "funnel") != (report.funnel is not None) and chart.type not in ("table", "number"):
        yield checked.problem(("chart", "type"), "chart_does_not_fit", chart=chart.type)
        return
    dimensions = [each.id for each in report.dimensions]
    if chart.x is not None and chart.x not in dimensions:
        yield checked.unknown(("chart", "x"), "dimension", chart.x, dimensions)
    for place, name in enumerate(chart.y):
        if name not in report.measures_by_id:
            yield checked.unknown(("chart", "y", place), "column", name, report.measures_by_id)
    if chart.type in ("bar", "line") and not dimensions:
        yield checked.problem(("chart", "type"), "chart_needs_dimension", chart=chart.type)
    if chart.type == "line":
        yield from _line_problems(checked)


def _line_problems(checked: Checked) -> Iterator[Problem]:
    for dimension in checked.report.dimensions:
        try:
            kind = check(dimension.by, checked.scope) if dimension.by is not None else TIMES[0]
        except RuleError:
            continue
        if kind not in TIMES or len(checked.report.dimensions) > 1:
            label = checked.names[dimension.name].label if dimension.name in checked.names else dimension.id
            yield checked.problem(("chart", "type"), "line_over_time", label=label)
            return
