"""An alert that is muted reads on, keeps every reading, and opens no review until it is heard again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts import Work, allowed
from definitions import NotAllowed, Refused
from records import settings

from .definition import AlertDefinition

DAYS = (7, 30)
KEY = "alert_muted:{id}"


@dataclass(frozen=True)
class Muted:
    """Until when, and by whom."""

    until: datetime
    by: int | None


def muted(work: Work, alert: str) -> Muted | None:
    """Whether an alert is muted now."""
    return muted_of(work, [alert]).get(alert)


def muted_of(work: Work, alerts: Iterable[str]) -> dict[str, Muted]:
    """Those of several that are muted now."""
    keys = {KEY.format(id=alert): alert for alert in alerts}
    kept = settings.some(work.connection, keys)
    found = {keys[key]: Muted(datetime.fromisoformat(value["until"]), value["by"]) for key, value in kept.items()}
    return {alert: each for alert, each in found.items() if each.until > work.now}


def may_mute(work: Work, alert: AlertDefinition) -> bool:
    """Those whose role looks after what it finds, and those who configure."""
    role = work.actor.role.id if work.actor.role else ""
    return allowed(work.actor, "configure") or role == alert.owner


def mute(work: Work, alert: AlertDefinition, days: int) -> None:
    """Let it open nothing for so many days."""
    _require(work, alert)
    if days not in DAYS:
        raise Refused("alerts.refused.days", known=list(DAYS))
    value = {"until": (work.now + timedelta(days=days)).isoformat(), "by": work.actor.person_id}
    settings.put(work.connection, KEY.format(id=alert.id), value)


def unmute(work: Work, alert: AlertDefinition) -> None:
    """Let it be heard again."""
    _require(work, alert)
    settings.put(work.connection, KEY.format(id=alert.id), None)


def _require(work: Work, alert: AlertDefinition) -> None:
    if not may_mute(work, alert):
        raise NotAllowed
