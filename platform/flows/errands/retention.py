"""Do what retention rules planned for now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts import Work

from .. import retention
from . import ERRANDS


@ERRANDS.register("retention")
def perform(work: Work, payload: Mapping[str, Any], key: str) -> None:
    """A portion a transaction."""
    retention.act(work, key)
