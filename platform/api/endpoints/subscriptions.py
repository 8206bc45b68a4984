"""Reports and dashboards that come by themselves: the caller's own, and for those who configure, those of roles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Response

import reports
from accounts import Work, require
from definitions import NotFound
from records import Subscription
from records import subscriptions as rows
from reports import subscriptions

from ..blueprint import v1
from ..bodies import read_body
from ..desk import reading
from ..idempotency import change
from ..inputs import InputError, Shape, arguments, beside, refuse
from ..places import id_at
from ..record_json import stamp
from ..replies import Reply
from ..shapes import SUBSCRIPTION

# Which part of an order is meant where it is refused.
ABOUT = {"no_channel": "channel", "no_time": "at", "how_often": "every", "no_role": "role", "no_day": "days"}


@v1.get("/subscriptions")
def list_subscriptions() -> Response:
    """All that one gets, and the channels by which it can come."""
    arguments()
    with reading() as work:
        require(work, "report")
        channels = [{"id": one.id, "label": one.label.text(work.language)} for one in subscriptions.open_channels(work)]
        return Reply(
            {"subscriptions": [_told(work, one) for one in subscriptions.mine(work)], "channels": channels}
        ).response()


@v1.post("/subscriptions")
def subscribe() -> Response:
    """Let a report or a dashboard come every day, week or month."""
    body = SUBSCRIPTION.read(read_body())

    def arrange(work: Work) -> Reply:
        require(work, "report")
        id = _arranged(work, body)
        return Reply(_told(work, rows.get(work.connection, id)), 201)

    return change(arrange, body)


@v1.post("/subscriptions/<subscription>/pause")
def pause_subscription(subscription: str) -> Response:
    """Send nothing until it is resumed."""
    return _changed(subscription, subscriptions.pause)


@v1.post("/subscriptions/<subscription>/resume")
def resume_subscription(subscription: str) -> Response:
    """Go on with the next time."""
    return _changed(subscription, subscriptions.resume)


@v1.post("/subscriptions/<subscription>/sending")
def send_subscription(subscription: str) -> Response:
    """Send it once more now."""
    return _changed(subscription, subscriptions.send_now)


@v1.delete("/subscriptions/<subscription>")
def unsubscribe(subscription: str) -> Response:
    """Send it no more."""

    def remove(work: Work) -> Reply:
        require(work, "report")
        subscriptions.remove(work, id_at(subscription))
        return Reply({"id": id_at(subscription)})

    return change(remove, {})


def _changed(subscription: str, do: Callable[[Work, int], None]) -> Response:
    body = Shape({}).read(read_body())

    def act(work: Work) -> Reply:
        require(work, "report")
        do(work, id_at(subscription))
        return Reply(_told(work, rows.get(work.connection, id_at(subscription))))

    return change(act, body)


def _arranged(work: Work, body: Mapping[str, Any]) -> int:
    try:
        (reports.dashboard_of if body["kind"] == "dashboard" else reports.report_of)(work, body["target"])
    except NotFound:
        refuse(InputError("target", "unknown", {"name": body["target"]}))
    named = {name: body[name] for name in ("kind", "target", "channel", "every", "at", "params") if name in body}
    order = subscriptions.Order(**named, days=tuple(int(day) for day in body.get("days", ())), role=body.get("role"))
    with beside(ABOUT):
        return subscriptions.arrange(work, order)


def _told(work: Work, row: Subscription) -> dict[str, Any]:
    return {
        "id": row.id,
        "kind": row.kind,
        "target": row.target,
        "params": row.params,
        "channel": row.channel,
        "every": row.every,
        "at": row.at,
        "days": row.days,
        "role": row.role,
        "plan": subscriptions.plan_words(row, work.language),
        "paused": row.next_at is None,
        "next_at": stamp(row.next_at),
        "last_at": stamp(row.last_at),
        "trouble": row.trouble,
    }
