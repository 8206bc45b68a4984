"""Compute records again that link to others, which have changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts import Work
from forms import linking_to
from records import outbox

from ..recomputing import linked, recompute
from . import ERRANDS

PORTION = 500


@ERRANDS.register(linked.ERRAND)
def perform(work: Work, payload: Mapping[str, Any], key: str) -> None:
    """One portion of those that link there; the next is left in the outbox."""
    form, first = work.catalog.find("form", payload["form"]), payload.get("first", key)
    link = form.find(payload["link"]) if form is not None else None
    if link is None or link.type.refers != "record":
        return
    found = linking_to(work, form.id, link, payload["to"], after=payload.get("after", 0), limit=PORTION)
    recompute.recompute_records(work, form.id, found)
    if len(found) == PORTION:
        more = {**payload, "first": first, "after": found[-1]}
        outbox.put(work.connection, linked.ERRAND, more, work.now, key=f"{first}:{found[-1]}")
