"""One call for each report, with its params."""

from __future__ import annotations

from collections.abc import Iterator

from accounts import Actor, allowed
from definitions import Catalog

from .calls import Call, query, schema

JSON_TYPES = {
    "date": {"type": "string", "format": "date"}, "datetime": {"type": "string", "format": "date-time"},
    "number": {"type": "number"}, "yes_no": {"type": "boolean"},
}  # fmt: skip


def report_calls(catalog: Catalog, actor: Actor) -> Iterator[Call]:
    """The reports the actor may open."""
    if not allowed(actor, "report"):
        return
    for report in catalog.all("report"):
        if not allowed(actor, "see", report.form) or not _is_for(actor, report.roles):
            continue
        params = tuple(
            query(param.id, JSON_TYPES.get(param.type, {"type": "string"}), param.label.text(actor.language))
            for param in report.params
        )
        label, path = report.label.text(actor.language), f"/api/v1/reports/{report.id}"
        yield Call("get", path, f"run_report.{report.id}", label, "reports", schema("Report"), parameters=params)


def _is_for(actor: Actor, roles: tuple[str, ...]) -> bool:
    return actor.is_system or not roles or (actor.role is not None and actor.role.id in roles)
