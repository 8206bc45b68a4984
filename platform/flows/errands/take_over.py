"""Move values to the choices that take them over: what publishing a changed list leaves to be done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts import Work

from .. import taking_over
from . import ERRANDS


@ERRANDS.register(taking_over.ERRAND)
def perform(work: Work, payload: Mapping[str, Any], key: str) -> None:
    """One portion, and what follows from it."""
    taking_over.go_on(work, payload)
