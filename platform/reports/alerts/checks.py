"""What only a look at the report and the roles finds about an alert."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from definitions import Catalog, Problem, check, suggest

from ..shapes import SHAPES
from ..sql.question import is_moment, scope_with_params
from .definition import FALLS, MISSES, RISES, AlertDefinition


@check
def alerts_read_what_exists(catalog: Catalog) -> Iterator[Problem]:
    """Report, measure, params and roles of every alert; and that what it is held against is there."""
    for alert in catalog.all("alert"):
        yield from _role_problems(catalog, alert)
        report = catalog.find("report", alert.report)
        if report is None:
            known = [each.id for each in catalog.all("report")]
            yield _unknown(catalog, alert, ("report",), "report", alert.report, known)
            continue
        yield from _report_problems(catalog, alert, report)


def _report_problems(catalog: Catalog, alert: AlertDefinition, report: Any) -> Iterator[Problem]:
    measure = report.measures_by_id.get(alert.measure)
    known = SHAPES.get(report.shape.name).numbers(report.shape.settings) if report.shape else report.measures_by_id
    if alert.measure not in known:
        yield _unknown(catalog, alert, ("measure",), "measure", alert.measure, known)
    elif measure is not None and is_moment(measure, scope_with_params(catalog, report)):
        yield catalog.problem(alert, ("measure",), "alerts.problem.moment", name=alert.measure)
    known = [param.id for param in report.params]
    for name in alert.params:
        if name not in known:
            yield _unknown(catalog, alert, ("params", name), "param", name, known)
    if alert.when.way in (FALLS, RISES) and not (report.period and report.period.compare):
        yield catalog.problem(alert, ("when", alert.when.way), "alerts.problem.compares_nothing", report=report.label)
    if alert.when.way == MISSES and (measure is None or measure.target is None):
        yield catalog.problem(alert, ("when", MISSES), "alerts.problem.no_target", name=alert.measure)
    if alert.rows and report.shape is None and not report.dimensions:
        yield catalog.problem(alert, ("rows",), "alerts.problem.no_rows", report=report.label)


def _role_problems(catalog: Catalog, alert: AlertDefinition) -> Iterator[Problem]:
    known = [role.id for role in catalog.all("role")]
    if alert.owner not in known:
        yield _unknown(catalog, alert, ("owner",), "role", alert.owner, known)
    for place, role in enumerate(alert.tell):
        if role not in known:
            yield _unknown(catalog, alert, ("tell", place), "role", role, known)


def _unknown(catalog: Catalog, alert: AlertDefinition, path: Any, what: str, name: str, known: Any) -> Problem:
    key, listed = f"alerts.problem.unknown_{what}", ", ".join(known)
    return catalog.problem(alert, path, key, name=name, known=listed, suggestion=suggest(name, known))
