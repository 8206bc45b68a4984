"""Convert values to the new type of a field before it is published."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from accounts import Work

from .. import converting
from . import ERRANDS


@ERRANDS.register(converting.ERRAND)
def perform(work: Work, payload: Mapping[str, Any], key: str) -> None:
    """One portion; the next is left in the outbox."""
    since = datetime.fromisoformat(payload["since"])
    converting.go_on(work, payload["change"], since=since, turn=payload["turn"])
