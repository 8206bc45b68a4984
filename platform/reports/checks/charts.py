"""Charts: which fit the report, and whether what they name is there."""

from __future__ import annotations

from collections.abc import Iterator

from definitions import Problem
from rules import RuleError, Type, check

from ..charts import CHARTS
from ..grains import ROUNDS
from ..parts import Dimension
from ..sql.question import is_moment
from .checked import TIMES, Checked

PATH = ("chart", "type")


def chart_problems(checked: Checked) -> Iterator[Problem]:
    """Of the chart, if there is one."""
    report, chart = checked.report, checked.report.chart
    if chart is None:
        return
    needs = CHARTS.get(chart.type).needs
    shape = report.shape.name if report.shape else ""
    if needs.shape != shape and chart.type not in ("table", "number"):
        yield checked.problem(PATH, "chart_does_not_fit", chart=chart.type)
        return
    yield from _names(checked)
    if not shape:
        yield from _fit(checked)


def _names(checked: Checked) -> Iterator[Problem]:
    """The dimensions and measures that the chart names."""
    report, chart = checked.report, checked.report.chart
    needs = CHARTS.get(chart.type).needs
    dimensions = [each.id for each in report.dimensions]
    for key in ("x", "split"):
        if (name := getattr(chart, key)) is not None and name not in dimensions:
            yield checked.unknown(("chart", key), "dimension", name, dimensions)
    for place, name in enumerate(chart.y):
        if name not in report.measures_by_id:
            yield checked.unknown(("chart", "y", place), "column", name, report.measures_by_id)
        elif needs.draws and is_moment(report.measures_by_id[name], checked.scope):
            yield checked.problem(("chart", "y", place), "chart_of_moments", chart=chart.type, name=name)
    moments = [each.id for each in report.measures if is_moment(each, checked.scope)]
    if needs.draws and not chart.y and moments and len(moments) == len(report.measures):
        yield checked.problem(PATH, "chart_of_moments", chart=chart.type, name=moments[0])
    for key in ("upto", "limit", "size"):
        if (name := getattr(chart, key)) is not None and name not in report.measures_by_id:
            yield checked.unknown(("chart", key), "column", name, report.measures_by_id)


def _fit(checked: Checked) -> Iterator[Problem]:
    """As many dimensions and measures as it takes, and the first of them of the right sort."""
    report, chart = checked.report, checked.report.chart
    needs, number = CHARTS.get(chart.type).needs, len(report.dimensions)
    fewest, most = needs.dimensions
    if not fewest <= number <= most:
        wanted = str(fewest) if fewest == most else f"{fewest}–{most}"
        yield checked.problem(PATH, "chart_dimensions", chart=chart.type, wanted=wanted, found=number)
        return
    if len(chart.y or report.measures) < needs.measures:
        yield checked.problem(PATH, "chart_measures", chart=chart.type, wanted=needs.measures)
    first = next((each for each in report.dimensions if each.id == chart.x), None) or next(
        iter(report.dimensions), None
    )
    if first is not None and needs.first and not _is_of(checked, first, needs.first):
        yield checked.problem(PATH, f"chart_first_{needs.first}", chart=chart.type, label=_label(checked, first))


def _is_of(checked: Checked, dimension: Dimension, sort: str) -> bool:
    """Whether its values go from one to the next: days, or anything that is ordered."""
    if sort == "day":
        return dimension.by is None or (_type(checked, dimension) in TIMES and (dimension.grain or "day") == "day")
    banded = bool(dimension.bands or dimension.width) or dimension.grain in ROUNDS
    return banded or _type(checked, dimension) in (*TIMES, Type.NUMBER, None)


def _type(checked: Checked, dimension: Dimension) -> Type | None:
    """None where another problem tells of it."""
    try:
        return check(dimension.by, checked.scope) if dimension.by is not None else None
    except RuleError:
        return None


def _label(checked: Checked, dimension: Dimension):
    known = checked.names.get(dimension.name or "")
    return dimension.label or (known.label if known else dimension.id)
