"""Do a run of an automation that its cause left to be done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts import Work

from ..automations.running import perform as perform_run
from . import ERRANDS


@ERRANDS.register("automation")
def automation(work: Work, payload: Mapping[str, Any], key: str) -> None:
    """A run that failed and is tried again leaves a new errand; this one is done either way."""
    perform_run(work, payload["run"])
