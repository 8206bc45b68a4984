"""Grade all records of a form again: what publishing a changed scorecard leaves to be done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts import Work
from records import outbox

from ..regrading import regrade
from . import ERRANDS


@ERRANDS.register("regrade")
def perform(work: Work, payload: Mapping[str, Any], key: str) -> None:
    """One range of records; the next is left in the outbox, so that nobody waits for all of them.

    A form that is no longer published, or no longer graded, has nothing to do.
    """
    form, first = payload["form"], payload.get("first", key)
    if work.catalog.find("form", form) is None or not work.catalog.of_form("scorecard", form):
        return
    step = regrade.Step.from_json(payload["step"]) if "step" in payload else regrade.Step()
    step = regrade.regrade_range(work, form, step)
    if step.start is not None:
        more = {"form": form, "first": first, "step": step.as_json()}
        outbox.put(work.connection, "regrade", more, work.now, key=f"{first}:{step.start}")
