"""Every report: its form, roles, condition and order, and then part by part."""

from __future__ import annotations

from collections.abc import Iterator

from definitions import Catalog, Problem, check
from rules import Type

from ..definition import ReportDefinition
from ..period import is_period
from ..shapes import SHAPES
from ..sql.aspects import ASPECTS
from ..sql.question import compared_of
from .charts import chart_problems
from .checked import TIMES, Checked
from .dimensions import dimension_problems
from .facts import fact_problems
from .measures import measure_problems
from .params import param_problems


@check
def reports_ask_what_exists(catalog: Catalog) -> Iterator[Problem]:
    """Form, pipeline, names, types, measures and charts of every report."""
    for report in catalog.all("report"):
        yield from report_problems(catalog, report)


def report_problems(catalog: Catalog, report: ReportDefinition) -> Iterator[Problem]:
    """The same of one report."""
    checked = Checked(catalog, report)
    if catalog.find("form", report.form) is None:
        yield checked.unknown(("form",), "form", report.form, checked.ids("form"))
        return
    yield from _role_problems(checked)
    yield from _period_problems(checked)
    yield from param_problems(checked)
    yield from fact_problems(checked)
    yield from dimension_problems(checked)
    yield from checked.rule_problems(("where",), report.where, (Type.YES_NO,))
    yield from measure_problems(checked)
    if report.shape is not None:
        yield from SHAPES.get(report.shape.name).problems(checked)
    yield from _order_problems(checked)
    yield from chart_problems(checked)


def _role_problems(checked: Checked) -> Iterator[Problem]:
    for place, role in enumerate(checked.report.roles):
        if checked.catalog.find("role", role) is None:
            yield checked.unknown(("roles", place), "role", role, checked.ids("role"))


def _period_problems(checked: Checked) -> Iterator[Problem]:
    """Days are chosen by a day or moment of the row itself, so that every row has its place in them."""
    period, path = checked.report.period, ("period", "by")
    if period is None:
        return
    if not is_period(period.default):
        yield checked.problem(("period", "default"), "no_days", value=period.default)
    known = checked.names.get(period.by)
    if known is None:
        yield checked.unknown(path, "name", period.by, checked.names)
    elif known.name.type not in TIMES:
        yield checked.problem(path, "period_of_time", name=period.by)
    elif "." in known.whose:
        yield checked.problem(path, "period_nobody_knows", name=period.by)


def _aspects(checked: Checked) -> Iterator[str]:
    """What stands beside measures and can order groups: not what only all of them together tell."""
    compares = checked.report.period is not None and checked.report.period.compare
    for measure in checked.report.measures:
        compared = compared_of(measure, checked.scope) if compares else ()
        yield from (f"{measure.id}.{name}" for name in (*measure.show, *compared) if not ASPECTS.get(name).over_groups)


def _order_problems(checked: Checked) -> Iterator[Problem]:
    report = checked.report
    known = [*(each.id for each in report.dimensions), *report.measures_by_id, *_aspects(checked)]
    for place, written in enumerate(report.sort):
        name = written.removeprefix("-")
        if name not in known:
            yield checked.unknown(("sort", place), "column", name, known)
