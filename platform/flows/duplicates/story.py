"""How the history tells of merges."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from definitions import Label, Reason

from ..record_story.timeline import Teller, tells


@tells("merged")
def merged(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    """Which record became part of this one, and which of its steps nobody has to take any more."""
    said = {"number": data.get("number"), "title": data.get("title")}
    for how in ("ended", "doubled"):
        if data.get(how):
            return Reason(f"flows.event.merged_{how}", {**said, "tasks": [Label.of(one) for one in data[how]]})
    return Reason("flows.event.merged", said)


@tells("merged_away", "merge_undone", "called_different")
def plainly(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    """What the kind says already."""
    return Reason(f"flows.event.{kind}", {})
