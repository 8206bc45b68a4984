"""How the history tells of clocks that stood still."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from definitions import Reason

from ..day.rank import time_words
from ..record_story.timeline import HUMAN, Teller, tells


@tells("clocks_paused", tone=HUMAN)
def _paused(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    until = data.get("until")
    return Reason("pausing.event.paused_until" if until else "pausing.event.paused", {"until": teller.moment(until)})


@tells("clocks_resumed")
def _resumed(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    how = data.get("how") if data.get("how") in ("hand", "time", "moved") else "hand"
    return Reason(f"pausing.event.resumed_{how}", {"time": time_words(int(data.get("paused_seconds") or 0) // 60)})
