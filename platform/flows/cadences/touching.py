"""Which names another value may have after an event, so that nobody asks a rule that reads none of them; pure."""

from __future__ import annotations

from collections.abc import Collection

from records import Event

from ..noticed import is_fact

_OWNER = frozenset({"owner", "team", "pool", "assigned_at", "accept_by", "accepted_at"})
_STAGE = frozenset({"stage", "outcome", "pipeline", "stage_entered_at", "stage_due_at", "wake_on", "closed_at"})
_CONTACT = frozenset({"first_contact_at", "last_contact_at", "next_task", "next_due_at"})
_KNOWN = {
    "graded": frozenset({"score", "grade", "urgent", "graded_at"}),
    "contact_logged": _CONTACT,
    "mail_sent": _CONTACT,
    "stage_entered": _STAGE | {"next_task", "next_due_at"},
    "duplicate_found": frozenset({"duplicate"}),
    **dict.fromkeys(("assigned", "claimed", "released", "pooled", "escalated", "left_unassigned", "accepted"), _OWNER),
}


def touches(event: Event, names: Collection[str]) -> bool:
    """Whether one of the names may have changed with this event."""
    if event.kind == "submitted":
        return True
    if event.kind == "edited":
        return not event.data.get("changes", {}).keys().isdisjoint(names)
    if event.kind == "behaved":
        return any(is_fact(name) for name in names)
    if event.kind.startswith("task_") or event.kind == "stage_entered":
        return any(name.startswith(("done(", "skipped(")) for name in names) or _meets(event.kind, names)
    return _meets(event.kind, names)


def _meets(kind: str, names: Collection[str]) -> bool:
    return not _KNOWN.get(kind, frozenset()).isdisjoint(names)
