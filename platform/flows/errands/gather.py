"""Send together what lay waiting for a person: after their quiet hours, or with their digest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts import Work

from ..telling import gather
from . import ERRANDS


@ERRANDS.register("gather")
def perform(work: Work, payload: Mapping[str, Any], key: str) -> None:
    """By one channel, as one message."""
    gather(work, payload["person"], payload["channel"])
