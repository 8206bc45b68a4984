"""Begin the next portion of a round that a schedule or a moment left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts import Work

from ..automations.clock import Round, go_round
from . import ERRANDS


@ERRANDS.register("automation_round")
def automation_round(work: Work, payload: Mapping[str, Any], key: str) -> None:
    """So many records a transaction, as many transactions as there are records."""
    go_round(work, Round.from_json(payload))
