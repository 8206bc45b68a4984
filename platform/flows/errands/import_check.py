"""Look at the next lines of a file that somebody wants to import."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts import Work

from .. import importing
from . import ERRANDS


@ERRANDS.register("import_check")
def perform(work: Work, payload: Mapping[str, Any], key: str) -> None:
    """A portion a transaction."""
    importing.check_portion(work, payload["run"], payload["round"], payload.get("after", 0))
