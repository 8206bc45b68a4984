"""Grade all records of a form again: what publishing a changed scorecard leaves to be done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts import Work

from .. import regrade
from . import ACTIONS


@ACTIONS.register("regrade")
def perform(work: Work, payload: Mapping[str, Any], key: str) -> None:
    """Set-based; a form that is no longer published, or no longer graded, has nothing to do."""
    form = payload["form"]
    if work.catalog.find("form", form) is not None and work.catalog.of_form("scorecard", form):
        regrade.regrade(work, form)
