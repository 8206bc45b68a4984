"""How the history tells of merges."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from definitions import Reason

from ..record_story.timeline import Teller, tells


@tells("merged")
def merged(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    """Which record became part of this one."""
    return Reason("flows.event.merged", {"number": data.get("number"), "title": data.get("title")})


@tells("merged_away", "merge_undone", "called_different")
def plainly(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    """What the kind says already."""
    return Reason(f"flows.event.{kind}", {})
