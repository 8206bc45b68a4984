"""How whoever has a task came by it, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from definitions import Label, Reason
from records import TaskRow


def why_given(row: TaskRow, names: Mapping[int, str], queue: Label | None = None) -> Reason | None:
    """Why this person, or in whose queue; None where there was nothing to choose."""
    why = row.why or {}
    if row.assignee is None and queue is not None:
        return Reason("tasks.why.queue", {"queue": queue})
    if why.get("nobody"):
        return Reason("tasks.why.nobody", {"of": str(why.get("of"))})
    chosen = next((one for one in why.get("candidates", []) if one["person"] == row.assignee), None)
    if chosen is None or len(why["candidates"]) + len(why.get("left_out", [])) < 2:
        return None
    out = [names.get(one["person"], "–") for one in why.get("left_out", [])]
    counted = {"n": len(why["candidates"]), "open": chosen["open"]}
    return Reason("tasks.why.least", counted) if not out else Reason("tasks.why.least_but", {**counted, "out": out})


def people_in(rows: Iterable[TaskRow]) -> set[int]:
    """Everybody whose name the tasks' story needs."""
    found: set[int | None] = set()
    for row in rows:
        found |= {row.assignee, row.ended_by}
        found |= {one["person"] for one in (row.why or {}).get("left_out", [])}
        found |= {tick.get("by") for tick in (row.checks or {}).values()}
        found |= {(row.why or {}).get("delegated_by")}
    return {id for id in found if id is not None}
