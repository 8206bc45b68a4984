"""Import the next lines of a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts import Work

from .. import importing
from . import ERRANDS


@ERRANDS.register("import_run")
def perform(work: Work, payload: Mapping[str, Any], key: str) -> None:
    """A portion a transaction; the next is an errand of its own."""
    importing.run_portion(work, payload["run"])
