"""What only a look at form, pipeline and the whole report finds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from definitions import Catalog, Problem, check, suggest
from forms import Context, ValueRefused, Wanted, expression_problems
from rules import Expression, Scope, Type

from .definition import Measure, ReportDefinition
from .params import TYPES, RefusedText, type_of
from .question import measure_scope, scope_with_params
from .vocabulary import is_grouped, report_scope, vocabulary

Path = tuple[Any, ...]
AMOUNTS = (Type.NUMBER, Type.DURATION)
TAKES = {
    "count": (Type.YES_NO,),
    "sum": AMOUNTS,
    "average": AMOUNTS,
    "median": AMOUNTS,
    "p90": AMOUNTS,
    "min": (*AMOUNTS, Type.DATE, Type.DATETIME),
    "max": (*AMOUNTS, Type.DATE, Type.DATETIME),
    "distinct": tuple(kind for kind in Type if is_grouped(kind)),
    "formula": (Type.NUMBER,),
}
GIVES = {"date": (Type.DATE, Type.DATETIME), "datetime": (Type.DATETIME, Type.DATE), "number": (Type.NUMBER,)}
TIMES = (Type.DATE, Type.DATETIME)


@check
def reports_ask_what_exists(catalog: Catalog) -> Iterator[Problem]:
    """Form, pipeline, names, types, measures and charts of every report."""
    for report in catalog.all("report"):
        if catalog.find("form", report.form) is None:
            yield _unknown(catalog, report, ("form",), "form", (report.form, _ids(catalog, "form")))
            continue
        yield from _role_problems(catalog, report)
        yield from _param_problems(catalog, report)
        yield from _dimension_problems(catalog, report)
        yield from _rule_problems(catalog, report)
        yield from _measure_problems(catalog, report)
        yield from _funnel_problems(catalog, report)
        yield from _order_problems(catalog, report)
        yield from _chart_problems(catalog, report)


def _role_problems(catalog: Catalog, report: ReportDefinition) -> Iterator[Problem]:
    for place, role in enumerate(report.roles):
        if catalog.find("role", role) is None:
            yield _unknown(catalog, report, ("roles", place), "role", (role, _ids(catalog, "role")))


def _param_problems(catalog: Catalog, report: ReportDefinition) -> Iterator[Problem]:
    names = report_scope(catalog, report.over, report.form).names
    known = vocabulary(catalog, report.over, report.form)
    for place, param in enumerate(report.params):
        path = ("params", place)
        if param.id in names:
            yield catalog.problem(report, (*path, "id"), "reports.problem.param_is_a_name", name=param.id)
        if param.type == "choice" and param.of is None:
            yield catalog.problem(report, path, "reports.problem.choice_of_what")
        elif param.of is not None and param.of not in known:
            yield _unknown(catalog, report, (*path, "of"), "name", (param.of, known))
        elif param.of is not None and known[param.of].shown.type.name != "choice":
            yield catalog.problem(report, (*path, "of"), "reports.problem.not_a_choice", name=param.of)
        if param.formula is not None:
            wanted = Wanted(report, (*path, "default"), param.formula, GIVES[param.type])
            yield from expression_problems(catalog, Scope({}), wanted)
        elif param.default is not None and TYPES[param.type] is not Type.LINK:
            yield from _default_problems(catalog, report, (*path, "default"), param)


def _default_problems(catalog: Catalog, report: ReportDefinition, path: Path, param: Any) -> Iterator[Problem]:
    try:
        type_of(catalog, report, param).parse(param.default, Context())
    except ValueRefused as refusal:
        yield catalog.problem(report, path, "reports.problem.bad_default", reason=RefusedText(refusal))


def _dimension_problems(catalog: Catalog, report: ReportDefinition) -> Iterator[Problem]:
    known = vocabulary(catalog, report.over, report.form)
    for place, dimension in enumerate(report.dimensions):
        path = ("dimensions", place)
        found = known.get(dimension.by)
        if found is None:
            yield _unknown(catalog, report, (*path, "by"), "name", (dimension.by, known))
            continue
        kind = found.name.type
        if not is_grouped(kind):
            yield catalog.problem(report, (*path, "by"), "reports.problem.counted_twice", name=dimension.by)
        if dimension.grain and kind not in TIMES:
            yield catalog.problem(report, (*path, "grain"), "reports.problem.grain_of_time", name=dimension.by)
        if dimension.grain == "hour" and kind is Type.DATE:
            yield catalog.problem(report, (*path, "grain"), "reports.problem.day_has_no_hour", name=dimension.by)


def _rule_problems(catalog: Catalog, report: ReportDefinition) -> Iterator[Problem]:
    scope = scope_with_params(catalog, report)
    for path, rule, types in _rules(report):
        found = list(expression_problems(catalog, scope, Wanted(report, path, rule, types)))
        yield from found
        if not found and not rule.sql_able:
            yield catalog.problem(report, path, "reports.problem.not_in_sql")


def _rules(report: ReportDefinition) -> Iterator[tuple[Path, Expression, tuple[Type, ...]]]:
    if report.where is not None:
        yield ("where",), report.where, (Type.YES_NO,)
    for place, measure in enumerate(report.measures):
        path = ("measures", place)
        if measure.of is not None and measure.kind != "formula":
            yield (*path, measure.kind), measure.of, TAKES[measure.kind]
        if measure.where is not None:
            yield (*path, "where"), measure.where, (Type.YES_NO,)


def _measure_problems(catalog: Catalog, report: ReportDefinition) -> Iterator[Problem]:
    """Ratios and formulas are made of numbers that stand before them."""
    before: dict[str, Measure] = {}
    for place, measure in enumerate(report.measures):
        path = ("measures", place, measure.kind)
        for position, part in enumerate(measure.parts):
            if part not in before:
                yield _unknown(catalog, report, (*path, position), "measure", (part, before))
        if measure.kind == "formula":
            wanted = Wanted(report, path, measure.of, TAKES["formula"])
            yield from expression_problems(catalog, measure_scope(before.values()), wanted)
        if _is_number(catalog, report, measure):
            before[measure.id] = measure


def _is_number(catalog: Catalog, report: ReportDefinition, measure: Measure) -> bool:
    """The least or greatest of days is no number to divide by."""
    if measure.kind not in ("min", "max") or measure.of is None:
        return True
    scope = scope_with_params(catalog, report)
    return not list(expression_problems(catalog, scope, Wanted(report, (), measure.of, AMOUNTS)))


def _funnel_problems(catalog: Catalog, report: ReportDefinition) -> Iterator[Problem]:
    if report.funnel is None:
        return
    pipeline = catalog.find("pipeline", report.funnel)
    path = ("funnel", "pipeline")
    if pipeline is None:
        yield _unknown(catalog, report, path, "pipeline", (report.funnel, _ids(catalog, "pipeline")))
    elif pipeline.form != report.form:
        yield catalog.problem(report, path, "reports.problem.other_form", name=report.funnel, form=pipeline.form)


def _order_problems(catalog: Catalog, report: ReportDefinition) -> Iterator[Problem]:
    known = [*(each.id for each in report.dimensions), *report.measures_by_id]
    for place, written in enumerate(report.sort):
        name = written.removeprefix("-")
        if name not in known:
            yield _unknown(catalog, report, ("sort", place), "column", (name, known))


def _chart_problems(catalog: Catalog, report: ReportDefinition) -> Iterator[Problem]:
    chart = report.chart
    if chart is None:
        return
    if (chart.type == "funnel") != (report.funnel is not None) and chart.type not in ("table", "number"):
        yield catalog.problem(report, ("chart", "type"), "reports.problem.chart_does_not_fit", chart=chart.type)
        return
    dimensions = [each.id for each in report.dimensions]
    if chart.x is not None and chart.x not in dimensions:
        yield _unknown(catalog, report, ("chart", "x"), "dimension", (chart.x, dimensions))
    for place, name in enumerate(chart.y):
        if name not in report.measures_by_id:
            yield _unknown(catalog, report, ("chart", "y", place), "column", (name, report.measures_by_id))
    if chart.type in ("bar", "line") and not dimensions:
        yield catalog.problem(report, ("chart", "type"), "reports.problem.chart_needs_dimension", chart=chart.type)
    if chart.type == "line":
        yield from _line_problems(catalog, report)


def _line_problems(catalog: Catalog, report: ReportDefinition) -> Iterator[Problem]:
    known = vocabulary(catalog, report.over, report.form)
    for dimension in report.dimensions:
        found = known.get(dimension.by)
        if found is not None and (found.name.type not in TIMES or len(report.dimensions) > 1):
            yield catalog.problem(report, ("chart", "type"), "reports.problem.line_over_time", label=found.label)
            return


def _unknown(
    catalog: Catalog, report: ReportDefinition, path: Path, what: str, named: tuple[str, Iterable[str]]
) -> Problem:
    name, known = named
    hint = suggest(name, known)
    return catalog.problem(report, path, f"reports.problem.unknown_{what}", name=name, suggestion=hint)


def _ids(catalog: Catalog, kind: str) -> list[str]:
    return [each.id for each in catalog.all(kind)]
