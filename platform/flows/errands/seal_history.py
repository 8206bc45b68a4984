"""Encrypt what was kept of a field before it became sensitive: what publishing leaves to be done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts import Work

from .. import sealing
from . import ERRANDS


@ERRANDS.register(sealing.ERRAND)
def perform(work: Work, payload: Mapping[str, Any], key: str) -> None:
    """One portion; the next is left in the outbox."""
    step = sealing.seal_portion(work, payload, sealing.Step.of(payload.get("step")))
    if step is not None:
        sealing.leave(work, payload, step, key=payload.get("first", key))
