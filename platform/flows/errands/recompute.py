"""Compute the formulas of a form again: what publishing a changed formula leaves to be done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts import Work
from records import outbox

from ..recomputing import recompute
from . import ERRANDS


@ERRANDS.register("recompute")
def perform(work: Work, payload: Mapping[str, Any], key: str) -> None:
    """One portion of records; the next is left in the outbox, and at the end the grades that may read the values."""
    form, first = payload["form"], payload.get("first", key)
    if work.catalog.find("form", form) is None:
        return
    after = recompute.recompute_portion(work, form, payload.get("after", 0), key=first)
    if after is None:
        outbox.put(work.connection, "regrade", {"form": form}, work.now, key=f"{first}:regrade")
    else:
        more = {"form": form, "first": first, "after": after}
        outbox.put(work.connection, "recompute", more, work.now, key=f"{first}:{after}")
