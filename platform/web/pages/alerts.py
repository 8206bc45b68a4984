"""Alerts: how each of them stands, and the switch that keeps one quiet for a while."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, request

import reports
from accounts import require

from .. import desk
from ..htmx import go, page
from ..languages import t
from ..numbers import whole
from ..reviewing.alert_lines import AlertLine, alert_lines
from ..shell import toast

blueprint = Blueprint("alerts", __name__, url_prefix="/alerts")


@dataclass(frozen=True)
class AlertsPage:
    """All that the reader may see, and for how long one can be muted."""

    alerts: tuple[AlertLine, ...]
    days: tuple[int, ...] = reports.alerts.DAYS


@blueprint.get("")
def index():
    """Each with its last value, what is too bad, whose it is and what is open."""
    with desk.reading() as work:
        require(work, "report")
        return page("pages/alerts/index.html", AlertsPage(alert_lines(work)))


@blueprint.post("/<id>/muting")
def mute(id: str):
    """Keeps one quiet: it reads on and opens nothing."""
    with desk.writing() as work:
        reports.alerts.mute(work, reports.alerts.alert_of(work, id), request.form.get("days", type=whole) or 0)
    toast(t("alerts.is_muted"), undo_action=f"/alerts/{id}/hearing")
    return go("/alerts")


@blueprint.post("/<id>/hearing")
def hear(id: str):
    """Lets it be heard again."""
    with desk.writing() as work:
        reports.alerts.unmute(work, reports.alerts.alert_of(work, id))
    toast(t("alerts.is_heard"))
    return go("/alerts")
