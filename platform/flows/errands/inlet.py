"""Let in what was kept and never handled: whoever received it died before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts import Work

from ..inlets import let_in
from . import ERRANDS


@ERRANDS.register("inlet")
def perform(work: Work, payload: Mapping[str, Any], key: str) -> None:
    """Once; what was handled meanwhile stays as it is."""
    let_in(work, payload["inbound"])
