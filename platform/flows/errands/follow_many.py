"""Follow the next of very many events that one statement told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts import Work

from ..automations.many import Stretch, follow_portion
from . import ERRANDS


@ERRANDS.register("follow_many")
def follow_many(work: Work, payload: Mapping[str, Any], key: str) -> None:
    """A portion a transaction; the rest is an errand of its own."""
    follow_portion(work, Stretch.from_json(payload))
