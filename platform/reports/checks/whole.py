"""Every report: its form, roles, condition and order, and then part by part."""

from __future__ import annotations

from collections.abc import Iterator

from definitions import Catalog, Problem, check
from rules import Type

from .charts import chart_problems
from .checked import Checked
from .dimensions import dimension_problems
from .measures import measure_problems
from .params import param_problems


@check
def reports_ask_what_exists(catalog: Catalog) -> Iterator[Problem]:
    """Form, pipeline, names, types, measures and charts of every report."""
    for report in catalog.all("report"):
        checked = Checked(catalog, report)
        if catalog.find("form", report.form) is None:
            yield checked.unknown(("form",), "form", report.form, checked.ids("form"))
            continue
        yield from _role_problems(checked)
        yield from param_problems(checked)
        yield from dimension_problems(checked)
        yield from checked.rule_problems(("where",), report.where, (Type.YES_NO,))
        yield from measure_problems(checked)
        yield from _funnel_problems(checked)
        yield from _order_problems(checked)
        yield from chart_problems(checked)


def _role_problems(checked: Checked) -> Iterator[Problem]:
    for place, role in enumerate(checked.report.roles):
        if checked.catalog.find("role", role) is None:
            yield checked.unknown(("roles", place), "role", role, checked.ids("role"))


def _funnel_problems(checked: Checked) -> Iterator[Problem]:
    report, path = checked.report, ("funnel", "pipeline")
    if report.funnel is None:
        return
    pipeline = checked.catalog.find("pipeline", report.funnel)
    if pipeline is None:
        yield checked.unknown(path, "pipeline", report.funnel, checked.ids("pipeline"))
    elif pipeline.form != report.form:
        yield checked.problem(path, "other_form", name=report.funnel, form=pipeline.form)


def _order_problems(checked: Checked) -> Iterator[Problem]:
    report = checked.report
    known = [*(each.id for each in report.dimensions), *report.measures_by_id]
    for place, written in enumerate(report.sort):
        name = written.removeprefix("-")
        if name not in known:
            yield checked.unknown(("sort", place), "column", name, known)
