"""Look for duplicates among the next records of a form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts import Work

from .. import duplicates
from . import ERRANDS


@ERRANDS.register("duplicate_scan")
def perform(work: Work, payload: Mapping[str, Any], key: str) -> None:
    """A portion a transaction."""
    duplicates.scan_portion(work, payload["scan"])
