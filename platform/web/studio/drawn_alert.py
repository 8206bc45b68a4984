"""An alert as people read it: what it looks at, when it is too bad, and what it would say if it looked now."""

from __future__ import annotations

from dataclasses import dataclass

from accounts import Work
from definitions import Catalog, Refused
from reports import alerts, run

from ..languages import language, t
from .draft import Draft

PATIENCE = 5.0


@dataclass(frozen=True)
class Weighing:
    """One value as it is now, and whether it would open a review."""

    name: str
    value: str
    bad: bool
    why: str


@dataclass(frozen=True)
class AlertDrawing:
    """What an alert watches, and what it finds now."""

    about: str
    report: str
    report_href: str
    owner: str
    told: str
    found: tuple[Weighing, ...]
    note: str


def draw(work: Work, draft: Draft, catalog: Catalog, id: str) -> AlertDrawing:
    """Reads the measure as the alert would, in the reader's rights; nothing is kept."""
    alert = catalog.get("alert", id)
    report = catalog.get("report", alert.report)
    roles = {role.id: role.label.text(language()) for role in catalog.all("role")}
    found, note = _found(work, catalog, alert)
    return AlertDrawing(
        about=alert.about.text(language()) if alert.about else "",
        report=report.label.text(language()),
        report_href=f"/reports/{report.id}" if work.catalog.find("report", report.id) else "",
        owner=roles.get(alert.owner, alert.owner),
        told=t("studio.comma").join(roles.get(role, role) for role in alert.tell),
        found=found,
        note=note,
    )


def _found(work: Work, catalog: Catalog, alert: alerts.AlertDefinition) -> tuple[tuple[Weighing, ...], str]:
    report = work.catalog.find("report", alert.report)
    if report is None or report != catalog.get("report", alert.report):
        return (), t("studio.alert_report_drafted")
    try:
        weighed = alerts.weighed(alert, run(work, report, alert.params, within=PATIENCE))
    except Refused as refused:
        return (), refused.text(language())
    rows = (
        Weighing(one.name.text(language()), one.shown.text(language()), one.breached, one.why.text(language()))
        for one in weighed
    )
    return tuple(rows), ""
