"""Take back what a large import did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts import Work
from records import imports

from .. import importing
from . import ERRANDS


@ERRANDS.register("import_undo")
def perform(work: Work, payload: Mapping[str, Any], key: str) -> None:
    """All of it or nothing."""
    importing.undo_run(work, imports.get(work.connection, payload["run"]), by=payload.get("by"))
