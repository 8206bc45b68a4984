"""How the history tells that a pipeline changed under a record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from definitions import Label, Reason

from ..record_story.timeline import Teller, tells


@tells("migrated")
def _migrated(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    before, to = (Label.of(data.get(f"{name}_label") or data.get(name) or "–") for name in ("from", "to"))
    return Reason("in_flight.event.migrated", {"before": before, "to": to, **_counts(data)})


@tells("tasks_migrated")
def _tasks(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return Reason("in_flight.event.tasks_migrated", {"to": teller.stage(data.get("to")), **_counts(data)})


@tells("migration_undone")
def _undone(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return Reason("in_flight.event.migration_undone", {"to": teller.stage(data.get("to"))})


def _counts(data: Mapping[str, Any]) -> dict[str, int]:
    return {name: len(data.get(name) or ()) for name in ("carried", "closed", "opened")}
