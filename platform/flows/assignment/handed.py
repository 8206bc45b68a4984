"""One record on its way into other hands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..routing import RoutingDecision

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Handover:
    """One record and where it goes: how it came about, and the decision that led to it."""

    record: int
    how: str  # routed, manual, claimed, passed_on, escalated, released
    decision: RoutingDecision
    before: Values
    must_accept: bool = False
    accepted: bool = False
    more: Mapping[str, Any] = field(default_factory=dict)  # what the decision says beside the routing's own words
    batch: int | None = None

    @property
    def previous_owner(self) -> int | None:
        return self.before.get("owner")
