"""Let the next of those into a cadence who fit it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts import Work

from ..cadences.verbs import enter_portion
from . import ERRANDS


@ERRANDS.register("cadence_enrol")
def cadence_enrol(work: Work, payload: Mapping[str, Any], key: str) -> None:
    """A portion a transaction."""
    enter_portion(work, payload["cadence"], payload["after"])
