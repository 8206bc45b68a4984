"""How the history tells of retention."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from definitions import Reason

from ..record_story.timeline import Teller, tells


@tells("retention_planned", "retention_held", "anonymised", "erased")
def told(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    """By which rule."""
    rule = teller.work.catalog.find("retention", data.get("rule"))
    return Reason(f"flows.event.{kind}", {"rule": rule.label if rule else data.get("rule")})
