"""Move values to the choices that take them over: what publishing a changed list leaves to be done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts import Work

from .. import taking_over
from . import ERRANDS


@ERRANDS.register(taking_over.ERRAND)
def perform(work: Work, payload: Mapping[str, Any], key: str) -> None:
    """One portion; the next is left in the outbox, and at the end what is computed from the values."""
    step = taking_over.Step(*payload["step"])
    following = taking_over.move_portion(work, payload["form"], payload["field"], step, by=payload["by"])
    if following is not None:
        taking_over.leave(work, payload, following)
    elif step.changed:
        taking_over.recompute_later(work, payload["form"], key=f"{payload['first']}:recompute")
