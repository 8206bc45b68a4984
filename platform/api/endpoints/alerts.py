"""Alerts: how each of them stands, and the switch that keeps one quiet for a while."""

from __future__ import annotations

from typing import Any

from flask import Response

import reports
from accounts import Work, require
from definitions import Label, Reason
from forms import Lookups
from records import Reading, ReviewRow

from ..blueprint import v1
from ..bodies import read_body
from ..desk import reading
from ..idempotency import change as once
from ..inputs import arguments
from ..record_json import person_json, stamp
from ..replies import Reply
from ..shapes import MUTE


@v1.get("/alerts")
def list_alerts() -> Response:
    """The alerts whose reviews the caller may see, each as it stands."""
    arguments()
    with reading() as work:
        require(work, "report")
        told = [_told(work, one) for one in reports.alerts.standings(work)]
        return Reply({"alerts": told, "revision": work.catalog.revision}).response()


@v1.post("/alerts/<alert>/mute")
def mute_alert(alert: str) -> Response:
    """Keep one quiet: it reads on and opens no review."""
    body = MUTE.read(read_body())

    def mute(work: Work) -> Reply:
        reports.alerts.mute(work, reports.alerts.alert_of(work, alert), body["days"])
        return Reply(_one(work, alert))

    return once(mute, body)


@v1.delete("/alerts/<alert>/mute")
def hear_alert(alert: str) -> Response:
    """Let it be heard again."""

    def hear(work: Work) -> Reply:
        reports.alerts.unmute(work, reports.alerts.alert_of(work, alert))
        return Reply(_one(work, alert))

    return once(hear, {})


def _one(work: Work, alert: str) -> dict[str, Any]:
    return next(_told(work, one) for one in reports.alerts.standings(work) if one.alert.id == alert)


def _told(work: Work, one: reports.alerts.Standing) -> dict[str, Any]:
    alert, language = one.alert, work.language
    return {
        "id": alert.id,
        "label": alert.label.text(language),
        "about": alert.about.text(language) if alert.about else None,
        "report": alert.report,
        "measure": alert.measure,
        "measure_label": one.measure_said.text(language),
        "when": alert.when.way,
        "bound": alert.when.amount,
        "bound_said": reports.alerts.threshold_said(work, alert, language),
        "rows": alert.rows or None,
        "state": one.state,
        "readings": [_reading(each, language) for each in one.readings],
        "reviews": [_review(row, language) for row in one.open],
        "owner": alert.owner,
        "tell": list(alert.tell),
        "muted": _muted(work, one.muted) if one.muted else None,
        "may_mute": reports.alerts.may_mute(work, alert),
        "next_at": stamp(one.next),
    }


def _reading(each: Reading, language: str) -> dict[str, Any]:
    """As it was read, and what that says; its part has a name where the alert looks at several rows."""
    why = Reason.from_json(each.why)
    name = why.params.get("name")
    part = (Label.of(name).text(language) if name else "") or None
    return {
        "at": stamp(each.at),
        "part": part,
        "value": each.value,
        "breached": each.breached,
        "said": why.text(language),
    }


def _review(row: ReviewRow, language: str) -> dict[str, Any]:
    return {"id": row.id, "finding": Label.of(row.finding).text(language)}


def _muted(work: Work, muted: reports.alerts.Muted) -> dict[str, Any]:
    return {"until": stamp(muted.until), "by": person_json(Lookups(work), muted.by)}
